namespace Stepwell.Services.StepFunctions.Retention;

/// <summary>How long closed executions are kept, and when a partition looks for those whose time is over.</summary>
internal static class Expiry
{
    /// <summary>Executions removed in one activation, so that many that expire together do not hold up their partition.</summary>
    public const int ExecutionsPerSlice = 100;

    /// <summary>Rows looked at in one activation; those of other partitions are among them.</summary>
    public const int RowsPerSlice = 400;

    /// <summary>Journal records or children that go together with their execution or Map Run; more are removed bit by bit.</summary>
    public const int RowsAtOnce = 16;

    /// <remarks>Step Functions service quotas, "Execution history retention time".</remarks>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    public static readonly TimeSpan SlicePause = TimeSpan.FromMilliseconds(20);

    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);

    /// <summary>What closes after a look expires no earlier than this, for a retention is at least a day.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>Executions that stopped before this time have expired.</summary>
    public static long FirstKeptMs(DateTimeOffset now, TimeSpan retention) => (now - retention).ToUnixTimeMilliseconds();

    /// <summary>When the first execution that is left expires, but not all the time, and soon enough for a clock that is set.</summary>
    public static DateTimeOffset NextLook(DateTimeOffset now, long firstStoppedMs, TimeSpan retention)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds(firstStoppedMs) + retention + TimeSpan.FromMilliseconds(1);
        return due < now + ShortestPause ? now + ShortestPause : due > now + LongestPause ? now + LongestPause : due;
    }
}
