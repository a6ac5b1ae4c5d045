using System.Text;
using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Groups;
using Stepwell.Services.Logs.Streams;

namespace Stepwell.Services.Logs.Events;

/// <summary>The events of a PutLogEvents request, and those among them that are too old or too new to be kept.</summary>
/// <remarks>PutLogEvents API reference.</remarks>
internal sealed record IncomingBatch(IReadOnlyList<LogLine> Accepted, RejectedLogEventsInfo? Rejected)
{
    private const int MaxBytes = 1_048_576;

    /// <summary>What an event counts beside its message.</summary>
    private const int EventOverhead = 26;

    private static readonly long MaxSpanMs = (long)TimeSpan.FromDays(1).TotalMilliseconds;
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(14);
    private static readonly TimeSpan MaxLead = TimeSpan.FromHours(2);

    /// <exception cref="InvalidParameterException">The batch as a whole is refused.</exception>
    public static IncomingBatch Of(IReadOnlyList<InputLogEvent> events, long? retentionDays, DateTimeOffset now)
    {
        Check(events);
        var expired = retentionDays is { } days ? CountBefore(events, Retention.FirstKeptMs(now, days)) : 0;
        var tooOld = CountBefore(events, (now - MaxAge).ToUnixTimeMilliseconds());
        var firstTooNew = CountBefore(events, (now + MaxLead).ToUnixTimeMilliseconds() + 1);
        var firstKept = Math.Max(expired, tooOld);
        if (firstKept == 0 && firstTooNew == events.Count)
            return new IncomingBatch([.. events.Select(Line)], null);
        var rejected = new RejectedLogEventsInfo
        {
            ExpiredLogEventEndIndex = expired > 0 ? expired : null,
            TooOldLogEventEndIndex = tooOld > 0 ? tooOld : null,
            TooNewLogEventStartIndex = firstTooNew < events.Count ? firstTooNew : null,
        };
        return new IncomingBatch([.. events.Take(firstTooNew).Skip(firstKept).Select(Line)], rejected);
    }

    private static void Check(IReadOnlyList<InputLogEvent> events)
    {
        var total = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            var bytes = Encoding.UTF8.GetByteCount(events[i].Message) + EventOverhead;
            if (bytes > MaxBytes)
                throw new InvalidParameterException($"Log event too large: {bytes} bytes exceeds limit of {MaxBytes}");
            total += bytes;
            if (i > 0 && events[i].Timestamp < events[i - 1].Timestamp)
                throw new InvalidParameterException("Log events in a single PutLogEvents request must be in chronological order.");
        }
        if (total > MaxBytes)
            throw new InvalidParameterException($"Upload too large: {total} bytes exceeds limit of {MaxBytes}");
        if (events[^1].Timestamp - events[0].Timestamp > MaxSpanMs)
            throw new InvalidParameterException("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
    }

    private static int CountBefore(IReadOnlyList<InputLogEvent> events, long timestampMs)
    {
        var count = 0;
        while (count < events.Count && events[count].Timestamp < timestampMs)
            count++;
        return count;
    }

    private static LogLine Line(InputLogEvent entry) => new(entry.Timestamp, entry.Message);
}
