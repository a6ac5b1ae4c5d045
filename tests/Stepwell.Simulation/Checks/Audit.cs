using Stepwell.Simulation.Worlds;

namespace Stepwell.Simulation.Checks;

/// <summary>Everything that must hold of what is durable, after each crash and at the end.</summary>
internal static class Audit
{
    public static void AfterCrash(World world)
    {
        var executions = Journals.All(world.Server.Store);
        foreach (var execution in executions)
        {
            world.Watch.Compare(execution.Arn, execution.Records.Count, execution.Fold());
            HistoryCheck.Run(execution);
        }

        LedgerCheck.Run(world, executions);
        DebtCheck.Run(world.Server.Store, executions);
    }

    public static void AtEnd(World world)
    {
        AfterCrash(world);
        foreach (var execution in Journals.All(world.Server.Store))
        {
            if (!execution.IsClosed)
                throw new InvalidOperationException($"{execution.Arn} does not end.");
            ProjectionCheck.Run(world.Server.Service, execution);
        }

        MapRunCheck.Run(world.Server.Store, Journals.All(world.Server.Store));
        if (Journals.OutboxCount(world.Server.Store) > 0)
            throw new InvalidOperationException("Messages are left in the outbox.");
    }

    public static void Expect(bool holds, DurableExecution execution, string text)
    {
        if (!holds)
            throw new InvalidOperationException($"{execution.Arn}: {text}\n{string.Join('\n', execution.Events)}");
    }
}
