using Stepwell.Services.Logs.Filtering;
using Stepwell.Services.Logs.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Events;

/// <summary>What FilterLogEvents wants of a group.</summary>
/// <param name="Streams">Null: all of the group whose names begin with the prefix.</param>
/// <param name="FromMs">Inclusive.</param>
/// <param name="UntilMs">Inclusive.</param>
/// <param name="Place">The event after which the search goes on.</param>
internal sealed record GroupSearch(
    long GroupId,
    IReadOnlyCollection<LogStreamRow>? Streams,
    string StreamPrefix,
    FilterPattern Pattern,
    long FromMs,
    long UntilMs,
    EventPlace? Place,
    bool IsBackward,
    int Limit)
{
    /// <summary>Events looked at for one answer; where few match, answers are short or empty and have a token all the same.</summary>
    private const int MaxSearched = 50_000;

    public GroupSearchResult Run(IStoreReader reader)
    {
        var found = new List<(LogEventRow Event, string StreamName)>();
        var names = Streams?.ToDictionary(stream => stream.Id, string? (stream) => stream.Name) ?? [];
        var size = new AnswerSize(Limit);
        EventPlace? last = null;
        var searched = 0;
        foreach (var entry in Candidates(reader))
        {
            if (IsBackward ? entry.TimestampMs < FromMs : entry.TimestampMs > UntilMs)
                return new GroupSearchResult(found, null);
            if (searched++ == MaxSearched)
                return new GroupSearchResult(found, last);
            if (NameOf(entry.StreamId, names, reader) is { } name && Pattern.Matches(entry.Message))
            {
                if (!size.TryAdd(entry))
                    return new GroupSearchResult(found, last);
                found.Add((entry, name));
            }
            last = EventPlace.Of(entry);
        }
        return new GroupSearchResult(found, null);
    }

    private IEnumerable<LogEventRow> Candidates(IStoreReader reader)
    {
        if (Streams is null)
            return reader.Range(Tables.Events, OfGroup());
        return MergedEvents.Read([.. Streams.Select(stream => reader.Range(Tables.Events, OfStream(stream.Id)))], IsBackward);
    }

    private RowRange OfGroup() => new()
    {
        Index = Tables.EventsByGroup,
        Prefix = [GroupId],
        After = Place is { } place ? [place.TimestampMs, place.StreamId, place.Sequence] : [Outside],
        Descending = IsBackward,
    };

    private RowRange OfStream(long streamId)
    {
        var range = new RowRange { Prefix = [streamId], Descending = IsBackward };
        if (Place is not { } place)
            return range with { After = [Outside] };
        if (streamId == place.StreamId)
            return range with { After = [place.TimestampMs, place.Sequence] };
        // At the time of the place, streams with a lower id come first.
        var isSeen = streamId < place.StreamId != IsBackward;
        return range with { After = [isSeen ? place.TimestampMs : place.TimestampMs + (IsBackward ? 1 : -1)] };
    }

    /// <summary>The time next to the first that is wanted.</summary>
    private long Outside => IsBackward ? UntilMs == long.MaxValue ? UntilMs : UntilMs + 1 : FromMs - 1;

    /// <summary>Null for a stream that is not wanted, or that has been deleted and whose events are being removed.</summary>
    private string? NameOf(long streamId, Dictionary<long, string?> names, IStoreReader reader)
    {
        if (!names.TryGetValue(streamId, out var name))
        {
            name = reader.Find(Tables.Streams, streamId)?.Name;
            names[streamId] = name = name?.StartsWith(StreamPrefix, StringComparison.Ordinal) is true ? name : null;
        }
        return name;
    }
}

/// <param name="Next">The event after which the search goes on; null when it is complete.</param>
internal sealed record GroupSearchResult(List<(LogEventRow Event, string StreamName)> Found, EventPlace? Next);
