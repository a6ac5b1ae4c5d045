using Stepwell.Services.Logs.Paging;
using Stepwell.Services.Logs.Storage;

namespace Stepwell.Services.Logs.Events;

/// <summary>The tokens of GetLogEvents: <c>f/place/s</c> leads to what follows a place, <c>b/place/s</c> to what precedes it.</summary>
internal static class StreamTokens
{
    /// <summary>Null without a token.</summary>
    /// <exception cref="Api.InvalidParameterException">The token is not of this stream.</exception>
    public static (EventPlace Place, bool IsBackward)? Parse(string? token, long streamId)
    {
        if (token is null)
            return null;
        return token is ['f' or 'b', '/', .. var place, '/', 's'] && EventPlace.Parse(place) is { } found && found.StreamId == streamId
            ? (found, token[0] == 'b')
            : throw PageToken.Invalid();
    }

    /// <summary>The tokens of an answer. One without events leads to the place that it was asked from.</summary>
    public static (string Forward, string Backward) Of(List<LogEventRow> events, StreamReading reading)
    {
        var asked = reading.Place ?? new EventPlace(reading.FromMs, reading.StreamId, 0);
        var (first, last) = events.Count == 0 ? (asked, asked) : (EventPlace.Of(events[0]), EventPlace.Of(events[^1]));
        return ($"f/{last}/s", $"b/{first}/s");
    }
}
