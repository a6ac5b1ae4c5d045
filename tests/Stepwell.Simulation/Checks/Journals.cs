using System.Globalization;
using System.Text;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.States.Events.Encoding;
using Stepwell.Store;

namespace Stepwell.Simulation.Checks;

/// <summary>An execution as it is durable.</summary>
internal sealed record DurableExecution(ExecutionRow Row, IReadOnlyList<IReadOnlyList<Event>> Records)
{
    public string Arn => Row.Arn;

    public ExecutionStatus Status => (ExecutionStatus)Row.Status;

    public bool IsClosed => Status != ExecutionStatus.Running;

    /// <summary>It has come to an end at least once.</summary>
    public bool HasEnded => IsClosed || IsRedriven;

    public bool IsRedriven => Events.Any(entry => entry.Detail is EventDetail.ExecutionRedriven);

    public DateTimeOffset StartDate => DateTimeOffset.FromUnixTimeMilliseconds(Row.StartedAtMs);

    public IEnumerable<Event> Events => Records.SelectMany(record => record);

    public Execution Fold() => Events.Aggregate(Execution.None, (execution, entry) => Applier.Apply(execution, entry));
}

/// <summary>Reads what is durable, past the server.</summary>
internal static class Journals
{
    public static IReadOnlyList<DurableExecution> All(IStore store)
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(Tables.Executions, RowRange.All).ToList().Select(row => Read(lease.Reader, row))];
    }

    public static DurableExecution? Find(IStore store, string arn)
    {
        using var lease = store.RentReader();
        return lease.Reader.FindByArn(arn) is { } row ? Read(lease.Reader, row) : null;
    }

    public static IReadOnlyList<TaskRow> Tasks(IStore store) => Rows(store, Tables.Tasks);

    public static IReadOnlyList<WakeupRow> Wakeups(IStore store) => Rows(store, PartitionTables.Wakeups);

    public static int OutboxCount(IStore store) => Rows(store, PartitionTables.Outbox).Count;

    public static string Definition(IStore store, long revisionId)
    {
        using var lease = store.RentReader();
        return lease.Reader.Find(Tables.Revisions, revisionId)!.Definition;
    }

    /// <summary>Whether no execution and no Map Run runs.</summary>
    public static bool IsAtRest(IStore store) =>
        Rows(store, Tables.Executions).All(row => row.Status != (long)ExecutionStatus.Running)
        && Rows(store, MapRunTables.MapRuns).All(row => row.Status != (long)ExecutionStatus.Running);

    /// <summary>Of an execution's first Map Run; null before it is there.</summary>
    public static ExecutionStatus? MapRunStatus(IStore store, string executionArn) =>
        (ExecutionStatus?)Rows(store, MapRunTables.MapRuns).Find(row => row.ExecutionArn == executionArn)?.Status;

    /// <summary>Every record of every journal, as the trace of a run shows them.</summary>
    public static string Dump(IStore store)
    {
        var text = new StringBuilder();
        foreach (var row in Rows(store, Tables.Journal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.ExecutionId}/{row.Sequence} {Convert.ToHexString(row.Events.Span)}");
        return text.ToString();
    }

    private static List<TRow> Rows<TRow>(IStore store, Table<TRow> table)
        where TRow : class
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(table, RowRange.All)];
    }

    private static DurableExecution Read(IStoreReader reader, ExecutionRow row) => new(
        row,
        [.. reader.Range(Tables.Journal, new RowRange { Prefix = [row.Id] }).Select(record => EventCodec.Decode(record.Events))]);
}
