using Stepwell.Services.Logs.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Events;

/// <summary>What GetLogEvents wants of a stream.</summary>
/// <param name="FromMs">Inclusive.</param>
/// <param name="UntilMs">Exclusive; null: no end.</param>
/// <param name="Place">Where to go on; null: at the beginning, or at the end when reading backward.</param>
internal sealed record StreamReading(long StreamId, long FromMs, long? UntilMs, EventPlace? Place, bool IsBackward, int Limit)
{
    /// <summary>The events in the order of their time, as many as an answer may hold.</summary>
    public List<LogEventRow> Read(IStoreReader reader)
    {
        var events = new List<LogEventRow>();
        var size = new AnswerSize(Limit);
        foreach (var entry in reader.Range(Tables.Events, IsBackward ? Backward() : Forward()))
        {
            if (IsBackward ? entry.TimestampMs < FromMs : entry.TimestampMs >= UntilMs)
                break;
            if (!size.TryAdd(entry))
                break;
            events.Add(entry);
        }
        if (IsBackward)
            events.Reverse();
        return events;
    }

    private RowRange Forward() => new()
    {
        Prefix = [StreamId],
        After = Place is { } place && place.TimestampMs >= FromMs ? [place.TimestampMs, place.Sequence] : [FromMs - 1],
    };

    private RowRange Backward()
    {
        var range = new RowRange { Prefix = [StreamId], Descending = true };
        if (Place is { } place && !(UntilMs <= place.TimestampMs))
            return range with { After = [place.TimestampMs, place.Sequence] };
        return UntilMs is { } until ? range with { After = [until] } : range;
    }
}
