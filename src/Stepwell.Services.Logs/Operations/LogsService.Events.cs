using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Events;
using Stepwell.Services.Logs.Filtering;
using Stepwell.Services.Logs.Paging;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Streams;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Operations;

/// <summary>Log events.</summary>
public sealed partial class LogsService
{
    private const int MaxEvents = 10_000;

    /// <summary>Beyond so many streams with a prefix, the whole group is read and the others are left out.</summary>
    private const int MaxMergedStreams = 100;

    /// <remarks>The answer means that the events are durable.</remarks>
    public override async ValueTask<PutLogEventsResponse> PutLogEvents(PutLogEventsRequest input, RequestContext context)
    {
        var group = FindGroup(context, input.LogGroupName);
        var batch = IncomingBatch.Of(input.LogEvents, group.RetentionDays, time.GetUtcNow());
        var reply = await AskStream(group.Id, input.LogStreamName, new LogStreamCommand.Put(batch.Accepted)).ConfigureAwait(false);
        return new() { NextSequenceToken = SequenceToken(reply.NextSequence), RejectedLogEventsInfo = batch.Rejected };
    }

    public override ValueTask<GetLogEventsResponse> GetLogEvents(GetLogEventsRequest input, RequestContext context)
    {
        using var lease = store.RentReader();
        var group = Group(lease.Reader, context, input.LogGroupName, input.LogGroupIdentifier);
        var stream = lease.Reader.FindStream(group.Id, input.LogStreamName) ?? throw NoSuchStream();
        var token = StreamTokens.Parse(input.NextToken, stream.Id);
        var reading = new StreamReading(
            stream.Id,
            Math.Max(input.StartTime ?? 0, FirstKeptMs(group)),
            input.EndTime,
            token?.Place,
            token?.IsBackward ?? input.StartFromHead is not true,
            input.Limit ?? MaxEvents);
        var events = reading.Read(lease.Reader);
        var (forward, backward) = StreamTokens.Of(events, reading);
        return new(new GetLogEventsResponse
        {
            Events =
            [
                .. events.Select(entry => new OutputLogEvent
                {
                    Timestamp = entry.TimestampMs,
                    Message = entry.Message,
                    IngestionTime = entry.IngestedAtMs,
                }),
            ],
            NextForwardToken = forward,
            NextBackwardToken = backward,
        });
    }

    public override ValueTask<FilterLogEventsResponse> FilterLogEvents(FilterLogEventsRequest input, RequestContext context)
    {
        if (input.LogStreamNames is not null && input.LogStreamNamePrefix is not null)
            throw new InvalidParameterException("LogStream names and LogStream name prefix are mutually exclusive parameters.");
        using var lease = store.RentReader();
        var group = Group(lease.Reader, context, input.LogGroupName, input.LogGroupIdentifier);
        var list = $"search {group.Id}";
        var search = new GroupSearch(
            group.Id,
            SearchedStreams(lease.Reader, group.Id, input),
            input.LogStreamNamePrefix ?? "",
            Pattern(input.FilterPattern),
            Math.Max(input.StartTime ?? 0, FirstKeptMs(group)),
            input.EndTime ?? long.MaxValue,
            PageToken.Parse(list, input.NextToken) is { } place ? EventPlace.Parse(place) ?? throw PageToken.Invalid() : null,
            IsBackward: input.StartFromHead is false,
            input.Limit ?? MaxEvents);
        var result = search.Run(lease.Reader);
        return new(new FilterLogEventsResponse
        {
            Events =
            [
                .. result.Found.Select(found => new FilteredLogEvent
                {
                    LogStreamName = found.StreamName,
                    Timestamp = found.Event.TimestampMs,
                    Message = found.Event.Message,
                    IngestionTime = found.Event.IngestedAtMs,
                    EventId = EventPlace.Of(found.Event).ToString(),
                }),
            ],
            // Deprecated: AWS lists none any more.
            SearchedLogStreams = [],
            NextToken = result.Next is { } next ? ListToken.Format(list, next.ToString()) : null,
        });
    }

    /// <summary>Null for all of the group.</summary>
    private static List<LogStreamRow>? SearchedStreams(IStoreReader reader, long groupId, FilterLogEventsRequest input)
    {
        if (input.LogStreamNames is { } names)
            return [.. names.Distinct().Select(name => reader.FindStream(groupId, name) ?? throw NoSuchStream())];
        if (input.LogStreamNamePrefix is not { } prefix)
            return null;
        var streams = reader.StreamsByName(groupId, prefix, after: null).Take(MaxMergedStreams + 1).ToList();
        return streams.Count > MaxMergedStreams ? null : streams;
    }

    private static FilterPattern Pattern(string? text)
    {
        try
        {
            return FilterPattern.Parse(text ?? "");
        }
        catch (FilterPatternException refused)
        {
            throw new InvalidParameterException(refused.Message);
        }
    }

    private LogGroupRow FindGroup(RequestContext context, string name)
    {
        using var lease = store.RentReader();
        return Group(lease.Reader, context, name);
    }
}
