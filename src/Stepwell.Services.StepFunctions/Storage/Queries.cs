using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Storage;

/// <summary>Reads that several places need.</summary>
internal static class Queries
{
    public static ExecutionRow? FindByArn(this IStoreReader reader, string executionArn) =>
        reader.First(Tables.Executions, Tables.ExecutionsByArn, executionArn);

    public static StateMachineRow? FindStateMachine(this IStoreReader reader, string stateMachineArn) =>
        reader.First(Tables.StateMachines, Tables.StateMachinesByArn, stateMachineArn);

    public static ActivityRow? FindActivity(this IStoreReader reader, string activityArn) =>
        reader.First(Tables.Activities, Tables.ActivitiesByArn, activityArn);

    public static IEnumerable<TagRow> TagsOf(this IStoreReader reader, string resourceArn) =>
        reader.Range(Tables.Tags, new RowRange { Prefix = [resourceArn] });

    public static IEnumerable<VersionRow> VersionsOf(this IStoreReader reader, long stateMachineId) =>
        reader.Range(Tables.Versions, new RowRange { Prefix = [stateMachineId] });

    public static IEnumerable<AliasRow> AliasesOf(this IStoreReader reader, long stateMachineId) =>
        reader.Range(Tables.Aliases, new RowRange { Prefix = [stateMachineId] });

    public static bool HasRunningExecution(this IStoreReader reader, long stateMachineId)
    {
        var running = new RowRange
        {
            Index = Tables.ExecutionsByStatus,
            Prefix = [stateMachineId, (long)States.Engine.ExecutionStatus.Running],
            Limit = 1,
        };
        return reader.Range(Tables.Executions, running).Any();
    }

    private static TRow? First<TRow>(this IStoreReader reader, Table<TRow> table, TableIndex index, string value)
        where TRow : class =>
        reader.Range(table, new RowRange { Index = index, Prefix = [value], Limit = 1 }).FirstOrDefault();
}
