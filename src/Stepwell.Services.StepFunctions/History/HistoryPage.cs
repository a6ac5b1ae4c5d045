using System.Globalization;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Events;
using Stepwell.States.Events.Encoding;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.History;

/// <summary>Where a page of history begins: at a journal record, after an event of it.</summary>
internal readonly record struct HistoryPlace(long Sequence, long AfterEventId)
{
    /// <summary>Null when the text names no place.</summary>
    public static HistoryPlace? Parse(string text)
    {
        var parts = text.Split(' ');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var eventId)
                ? new HistoryPlace(sequence, eventId)
                : null;
    }

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Sequence} {AfterEventId}");
}

/// <summary>A page of history, read from the journal record by record.</summary>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
internal sealed record HistoryPage(List<Event> Events, HistoryPlace? Next)
{
    public static HistoryPage Read(IStoreReader reader, long executionId, HistoryPlace? place, bool isReversed, int size)
    {
        var events = new List<Event>();
        var range = new RowRange
        {
            Prefix = [executionId],
            // The record of the place itself is read again, for the events after it.
            After = place is { } from ? [isReversed ? from.Sequence + 1 : from.Sequence - 1] : [],
            Descending = isReversed,
        };
        foreach (var record in reader.Range(Tables.Journal, range))
        {
            var decoded = EventCodec.Decode(record.Events);
            if (isReversed)
                decoded.Reverse();
            foreach (var entry in decoded)
            {
                if (entry.Id == 0 || IsSeen(entry.Id, place, isReversed))
                    continue;
                if (events.Count == size)
                    return new HistoryPage(events, new HistoryPlace(record.Sequence, events[^1].Id));
                events.Add(entry);
            }
        }
        return new HistoryPage(events, null);
    }

    private static bool IsSeen(long id, HistoryPlace? place, bool isReversed) =>
        place is { } seen && (isReversed ? id >= seen.AfterEventId : id <= seen.AfterEventId);
}
