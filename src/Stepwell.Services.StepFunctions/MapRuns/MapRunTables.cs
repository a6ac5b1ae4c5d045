using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>A Map Run. What changes with every child is in <see cref="Progress"/>.</summary>
/// <param name="ExecutionId">The execution whose Map state it works for.</param>
/// <param name="Progress">JSON of <see cref="MapRunProgress"/>.</param>
internal sealed record MapRunRow(
    long Id, string Arn, string ExecutionArn, long ExecutionId, long FrameId, long RevisionId, long Status, long StartedAtMs, long? StoppedAtMs, string Progress);

/// <summary>What the Map Run was started with; immutable and possibly large, so it is a row of its own.</summary>
internal sealed record MapRunPlanRow(long MapRunId, ReadOnlyMemory<byte> Plan);

/// <summary>A child execution that runs, or whose result is kept until the Map Run ends.</summary>
/// <param name="Number">0, 1, 2, … in the order of the items.</param>
/// <param name="Value">The output of one that has succeeded; the input of an Express one that has not.</param>
internal sealed record MapChildRow(long MapRunId, long Number, string ExecutionArn, long ItemCount, long Status, ReadOnlyMemory<byte> Value);

/// <summary>The tables of Map Runs.</summary>
internal static class MapRunTables
{
    public static readonly TableIndex ByArn = new("sfn_map_run_arn", ["arn"], IsUnique: true);
    public static readonly TableIndex ByExecution = new("sfn_map_run_execution", ["execution_id", "id"]);
    public static readonly TableIndex ByStatus = new("sfn_map_run_status", ["status", "id"]);

    public static readonly Table<MapRunRow> MapRuns = new(
        "sfn_map_run",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<MapRunRow>("id", row => row.Id),
            Column.Text<MapRunRow>("arn", row => row.Arn),
            Column.Text<MapRunRow>("execution_arn", row => row.ExecutionArn),
            Column.Integer<MapRunRow>("execution_id", row => row.ExecutionId),
            Column.Integer<MapRunRow>("frame_id", row => row.FrameId),
            Column.Integer<MapRunRow>("revision_id", row => row.RevisionId),
            Column.Integer<MapRunRow>("status", row => row.Status),
            Column.Integer<MapRunRow>("started_at_ms", row => row.StartedAtMs),
            Column.NullableInteger<MapRunRow>("stopped_at_ms", row => row.StoppedAtMs),
            Column.Text<MapRunRow>("progress", row => row.Progress),
        ],
        row => new(
            row.Integer(0), row.Text(1), row.Text(2), row.Integer(3), row.Integer(4), row.Integer(5), row.Integer(6), row.Integer(7),
            row.NullableInteger(8), row.Text(9)),
        [ByArn, ByExecution, ByStatus]);

    public static readonly Table<MapRunPlanRow> Plans = new(
        "sfn_map_run_plan",
        TableLayout.IntegerKey,
        ["map_run_id"],
        [
            Column.Integer<MapRunPlanRow>("map_run_id", row => row.MapRunId),
            Column.Blob<MapRunPlanRow>("plan", row => row.Plan),
        ],
        row => new(row.Integer(0), row.Blob(1)));

    public static readonly Table<MapChildRow> Children = new(
        "sfn_map_child",
        TableLayout.Clustered,
        ["map_run_id", "number"],
        [
            Column.Integer<MapChildRow>("map_run_id", row => row.MapRunId),
            Column.Integer<MapChildRow>("number", row => row.Number),
            Column.Text<MapChildRow>("execution_arn", row => row.ExecutionArn),
            Column.Integer<MapChildRow>("item_count", row => row.ItemCount),
            Column.Integer<MapChildRow>("status", row => row.Status),
            Column.Blob<MapChildRow>("value", row => row.Value),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Text(2), row.Integer(3), row.Integer(4), row.Blob(5)));

    public static MapRunRow? FindMapRun(this IStoreReader reader, string arn) =>
        reader.Range(MapRuns, new RowRange { Index = ByArn, Prefix = [arn], Limit = 1 }).FirstOrDefault();
}
