namespace Stepwell.Services.Logs.Groups;

/// <summary>When events expire and when a group looks for them. Reads leave expired events out whether they are removed yet or not.</summary>
internal static class Retention
{
    /// <summary>Events removed in one activation, so that a large group does not hold up its partition.</summary>
    public const int EventsPerSlice = 1_000;

    /// <summary>Between two slices: long enough for the last one to be durable.</summary>
    public static readonly TimeSpan SlicePause = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan ShortestPause = TimeSpan.FromHours(1);

    /// <summary>For a group without events.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <remarks>PutRetentionPolicy API reference, retentionInDays.</remarks>
    public static readonly int[] AllowedDays =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <summary>Events before this time have expired.</summary>
    public static long FirstKeptMs(DateTimeOffset now, long days) => (now - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds();

    /// <summary>When the first event that is left expires, but neither all the time nor too late for older ones that still arrive.</summary>
    public static DateTimeOffset NextLook(DateTimeOffset now, long firstEventMs, long days)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds(firstEventMs) + TimeSpan.FromDays(days) + TimeSpan.FromMilliseconds(1);
        return due < now + ShortestPause ? now + ShortestPause : due > now + LongestPause ? now + LongestPause : due;
    }
}
