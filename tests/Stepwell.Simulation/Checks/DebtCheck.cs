using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Simulation.Checks;

/// <summary>The rows by which the server remembers what it owes are those that follow from the journals: no fewer, no more.</summary>
internal static class DebtCheck
{
    public static void Run(IStore store, IReadOnlyList<DurableExecution> executions)
    {
        CheckTasks(store, executions);
        CheckWakeups(store, executions);
    }

    private static void CheckTasks(IStore store, IReadOnlyList<DurableExecution> executions)
    {
        var owed = new HashSet<(long ExecutionId, long TaskId)>();
        foreach (var execution in executions)
        {
            var state = execution.Fold();
            foreach (var frame in state.Children.Values.Prepend(state.Root).OfType<Frame>())
                if (frame.Pending is Pending.Task task && TaskRows.Remains(task))
                    owed.Add((execution.Row.Id, task.TaskId));
        }

        var rows = Journals.Tasks(store).Select(row => (row.ExecutionId, row.TaskId)).ToList();
        if (!owed.SetEquals(rows) || owed.Count != rows.Count)
            throw new InvalidOperationException($"Tasks owed: {string.Join(' ', owed)}; rows: {string.Join(' ', rows)}.");
    }

    private static void CheckWakeups(IStore store, IReadOnlyList<DurableExecution> executions)
    {
        var rows = Journals.Wakeups(store).Where(row => row.Address.Kind == ExecutionKind.KindName).ToDictionary(row => row.Address.Key!, row => row.DueTicks);
        foreach (var execution in executions)
        {
            long? due = rows.Remove(execution.Arn, out var ticks) ? ticks : null;
            var needed = execution.Fold().NextDue()?.UtcTicks;
            Audit.Expect(needed is null ? due is null || !execution.IsClosed : due <= needed, execution, $"Wakes at {due} instead of {needed}.");
        }

        if (rows.Count > 0)
            throw new InvalidOperationException($"Wake-ups of executions that are not there: {string.Join(' ', rows.Keys)}.");
    }
}
