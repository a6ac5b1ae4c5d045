using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>The executions of a scope, newest first. One index, ordered by status and id, serves every filter.</summary>
internal static class ExecutionListing
{
    private static readonly ExecutionStatus[] Statuses =
        [ExecutionStatus.Running, ExecutionStatus.Succeeded, ExecutionStatus.Failed, ExecutionStatus.TimedOut, ExecutionStatus.Aborted];

    /// <param name="statusFilter">As in the API; null for all.</param>
    /// <param name="redriveFilter">As in the API; null for all.</param>
    /// <param name="after">Id of the last execution that the client has seen; null for the first page.</param>
    public static List<ExecutionRow> Newest(
        IStoreReader reader, ExecutionScope scope, string? statusFilter, string? redriveFilter, long? after, int limit)
    {
        if (statusFilter == Descriptions.PendingRedrive && scope.Pending is null)
            return [];
        if (statusFilter is null or Descriptions.PendingRedrive)
            return Merge(Statuses.Select(Listing), limit);
        return Descriptions.StatusOf(statusFilter) is { } status ? [.. Listing(status)] : [];

        IEnumerable<ExecutionRow> Listing(ExecutionStatus status) => redriveFilter is null && (statusFilter is null || scope.Pending is null)
            ? Of(reader, scope, status, after, limit)
            : Of(reader, scope, status, after, limit: int.MaxValue).Chunk(limit).SelectMany(Wanted).Take(limit);

        IEnumerable<ExecutionRow> Wanted(ExecutionRow[] rows)
        {
            var redrives = redriveFilter is null ? [] : RedrivesOf(reader, rows);
            return rows.Where(row =>
                (statusFilter is null || scope.StatusOf(row) == statusFilter)
                && (redriveFilter is null || redrives.ContainsKey(row.Id) == (redriveFilter == "REDRIVEN")));
        }
    }

    /// <summary>By id, of those executions that have been redriven.</summary>
    public static Dictionary<long, RedriveRow> RedrivesOf(IStoreReader reader, IReadOnlyList<ExecutionRow> rows) =>
        reader.FindAll(Tables.Redrives, [.. rows.Select(row => row.Id)]);

    private static IEnumerable<ExecutionRow> Of(IStoreReader reader, ExecutionScope scope, ExecutionStatus status, long? after, int limit) =>
        reader.Range(Tables.Executions, new RowRange
        {
            Index = scope.Index,
            Prefix = [.. scope.Prefix, (long)status],
            After = after is { } id ? [id] : [],
            Descending = true,
            Limit = limit,
        });

    /// <summary>Ids grow with the time of the start, so the largest of the heads is the newest.</summary>
    private static List<ExecutionRow> Merge(IEnumerable<IEnumerable<ExecutionRow>> listings, int limit)
    {
        var heads = new PriorityQueue<IEnumerator<ExecutionRow>, long>();
        var merged = new List<ExecutionRow>();
        try
        {
            foreach (var listing in listings)
                Advance(listing.GetEnumerator());
            while (merged.Count < limit && heads.TryDequeue(out var head, out _))
            {
                merged.Add(head.Current);
                Advance(head);
            }
        }
        finally
        {
            while (heads.TryDequeue(out var rest, out _))
                rest.Dispose();
        }
        return merged;

        void Advance(IEnumerator<ExecutionRow> listing)
        {
            if (listing.MoveNext())
                heads.Enqueue(listing, -listing.Current.Id);
            else
                listing.Dispose();
        }
    }
}
