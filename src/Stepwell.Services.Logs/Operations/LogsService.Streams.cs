using System.Globalization;
using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Groups;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.Logs.Paging;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Streams;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Operations;

/// <summary>Log streams.</summary>
public sealed partial class LogsService
{
    public override async ValueTask<CreateLogStreamOutput> CreateLogStream(CreateLogStreamRequest input, RequestContext context)
    {
        await AskStream(GroupId(context, input.LogGroupName), input.LogStreamName, new LogStreamCommand.Create()).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<DeleteLogStreamOutput> DeleteLogStream(DeleteLogStreamRequest input, RequestContext context)
    {
        await AskStream(GroupId(context, input.LogGroupName), input.LogStreamName, new LogStreamCommand.Delete()).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<DescribeLogStreamsResponse> DescribeLogStreams(DescribeLogStreamsRequest input, RequestContext context)
    {
        var isByTime = input.OrderBy == "LastEventTime";
        if (isByTime && input.LogStreamNamePrefix is not null)
            throw new InvalidParameterException("Cannot order by LastEventTime with a logStreamNamePrefix.");
        using var lease = store.RentReader();
        var group = Group(lease.Reader, context, input.LogGroupName, input.LogGroupIdentifier);
        var isDescending = input.Descending is true;
        var list = $"streams {group.Id} {input.LogStreamNamePrefix} {isByTime} {isDescending}";
        var after = PageToken.Parse(list, input.NextToken);
        var listed = isByTime
            ? ByLastEvent(lease.Reader, group.Id, after, isDescending)
            : lease.Reader.StreamsByName(group.Id, input.LogStreamNamePrefix, after, isDescending);
        var (rows, next) = Page(listed, input.Limit ?? DefaultListing);
        var firstKeptMs = FirstKeptMs(group);
        return new(new DescribeLogStreamsResponse
        {
            LogStreams = [.. rows.Select(row => Describe(row, group, FirstEventMs(lease.Reader, row.Id, firstKeptMs)))],
            NextToken = next is null ? null : ListToken.Format(list, isByTime ? $"{next.LastEventAtMs}/{next.Name}" : next.Name),
        });
    }

    private static IEnumerable<LogStreamRow> ByLastEvent(IStoreReader reader, long groupId, string? after, bool isDescending)
    {
        var range = new RowRange { Index = Tables.StreamsByLastEvent, Prefix = [groupId], Descending = isDescending };
        if (after?.Split('/', 2) is not { } place)
            return reader.Range(Tables.Streams, range);
        return place.Length == 2 && long.TryParse(place[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lastEventAtMs)
            ? reader.Range(Tables.Streams, range with { After = [lastEventAtMs, place[1]] })
            : throw PageToken.Invalid();
    }

    private static LogStream Describe(LogStreamRow row, LogGroupRow group, long? firstEventMs) => new()
    {
        LogStreamName = row.Name,
        CreationTime = row.CreatedAtMs,
        FirstEventTimestamp = firstEventMs,
        LastEventTimestamp = row.LastEventAtMs == LogStreamRow.NoEvent ? null : row.LastEventAtMs,
        LastIngestionTime = row.LastIngestedAtMs,
        UploadSequenceToken = SequenceToken(row.NextSequence),
        Arn = LogsArn.Stream(group.Scope, group.Name, row.Name),
        // AWS has stopped to count the bytes of streams.
        StoredBytes = 0,
    };

    private static long? FirstEventMs(IStoreReader reader, long streamId, long firstKeptMs) =>
        reader.Range(Tables.Events, new RowRange { Prefix = [streamId], After = [firstKeptMs - 1], Limit = 1 }).FirstOrDefault()?.TimestampMs;

    /// <summary>Nobody checks it any more, and clients still expect it.</summary>
    /// <remarks>PutLogEvents API reference: "The sequence token is now ignored in PutLogEvents actions."</remarks>
    private static string SequenceToken(long nextSequence) => nextSequence.ToString("D56", CultureInfo.InvariantCulture);

    /// <summary>Events before this have expired, whether they are removed yet or not.</summary>
    private long FirstKeptMs(LogGroupRow group) => group.RetentionDays is { } days ? Retention.FirstKeptMs(time.GetUtcNow(), days) : 0;

    private long GroupId(RequestContext context, string name)
    {
        using var lease = store.RentReader();
        return Group(lease.Reader, context, name).Id;
    }
}
