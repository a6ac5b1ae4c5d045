using System.Globalization;
using Stepwell.Services.Logs.Storage;

namespace Stepwell.Services.Logs.Events;

/// <summary>
/// Where an event stands among all of its group; as text, 56 digits that sort like the events. It is what the API calls an event id.
/// </summary>
internal readonly record struct EventPlace(long TimestampMs, long StreamId, long Sequence)
{
    private const int TimeDigits = 18;
    private const int NumberDigits = 19;

    public static EventPlace Of(LogEventRow entry) => new(entry.TimestampMs, entry.StreamId, entry.Sequence);

    /// <summary>Null when the text names no place.</summary>
    public static EventPlace? Parse(ReadOnlySpan<char> text) =>
        text.Length == TimeDigits + (2 * NumberDigits)
        && TryParse(text[..TimeDigits], out var timestamp)
        && TryParse(text.Slice(TimeDigits, NumberDigits), out var stream)
        && TryParse(text[(TimeDigits + NumberDigits)..], out var sequence)
            ? new EventPlace(timestamp, stream, sequence)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TimestampMs:D18}{StreamId:D19}{Sequence:D19}");

    private static bool TryParse(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
