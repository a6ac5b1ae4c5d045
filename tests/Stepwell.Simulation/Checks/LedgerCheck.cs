using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Simulation.Clients;
using Stepwell.Simulation.Worlds;
using Stepwell.States.Events;

namespace Stepwell.Simulation.Checks;

/// <summary>Nothing that was acknowledged is lost, and nothing counts twice.</summary>
internal static class LedgerCheck
{
    public static void Run(World world, IReadOnlyList<DurableExecution> executions)
    {
        var byArn = executions.ToDictionary(execution => execution.Arn);
        foreach (var (arn, start) in world.Ledger.Starts)
            CheckStart(world, Get(arn), start);
        foreach (var (arn, stopDate) in world.Ledger.Stops)
        {
            var execution = Get(arn);
            Audit.Expect(
                execution.IsRedriven || (execution.IsClosed && execution.Row.StoppedAtMs == stopDate.ToUnixTimeMilliseconds()),
                execution,
                "It was stopped and has not stayed so.");
        }

        foreach (var (arn, redriveDate) in world.Ledger.Redrives)
        {
            Audit.Expect(
                Get(arn).Events.Any(entry => entry.Detail is EventDetail.ExecutionRedriven && entry.Time == redriveDate),
                Get(arn),
                "It was redriven and knows nothing of it.");
        }

        foreach (var (token, result) in world.Ledger.Results)
            CheckResult(Get(ArnOf(token)), token, result);
        foreach (var (token, count) in world.Ledger.Heartbeats)
        {
            var beats = EventsOf(Get(ArnOf(token)), token).Count(entry => entry.Detail is EventDetail.HeartbeatReceived);
            Audit.Expect(beats >= count, Get(ArnOf(token)), $"{count} heartbeats were accepted, {beats} are there.");
        }

        DurableExecution Get(string arn) =>
            byArn.GetValueOrDefault(arn) ?? throw new InvalidOperationException($"{arn} is acknowledged and not there.");
    }

    private static void CheckStart(World world, DurableExecution execution, StartFact start)
    {
        var started = (EventDetail.ExecutionStarted)execution.Events.First().Detail;
        Audit.Expect(started.Input.ToString() == start.Input, execution, "It was started with another input.");
        Audit.Expect(execution.StartDate == start.StartDate, execution, "It was started at another time.");
        var definition = Journals.Definition(world.Server.Store, execution.Row.RevisionId);
        Audit.Expect(
            world.Ledger.Revisions.LastIndexOf(definition) >= start.OldestRevision, execution, "It runs by a definition that was out of date.");
    }

    private static void CheckResult(DurableExecution execution, string token, ResultFact result)
    {
        var ends = EventsOf(execution, token)
            .Where(entry => entry.Detail is EventDetail.TaskSucceeded or EventDetail.TaskFailed or EventDetail.TaskTimedOut)
            .ToList();
        Audit.Expect(ends.Count == 1, execution, $"An acknowledged task has {ends.Count} outcomes.");
        var holds = ends[0].Detail switch
        {
            EventDetail.TaskSucceeded succeeded => result.Error is null && succeeded.Output.ToString() == result.Output.ToString(),
            EventDetail.TaskFailed failed => result.Error == failed.Error,
            _ => false,
        };
        Audit.Expect(holds, execution, "An acknowledged task has another outcome.");
    }

    /// <summary>From the schedule of the task to the next one in its frame.</summary>
    private static IEnumerable<Event> EventsOf(DurableExecution execution, string token)
    {
        var task = TaskOf(token);
        return execution.Events
            .Where(entry => entry.FrameId == task.FrameId)
            .SkipWhile(entry => entry.Id != task.TaskId)
            .TakeWhile(entry => entry.Id == task.TaskId || entry.Detail is not EventDetail.TaskScheduled);
    }

    private static string ArnOf(string token) => TaskOf(token).ExecutionArn;

    private static TaskReference TaskOf(string token) => TaskTokens.TryParse(token, out var task)
        ? task!
        : throw new InvalidOperationException("A token cannot be read.");
}
