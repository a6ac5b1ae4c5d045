using Stepwell.Services.CloudWatch.Shards;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>When an alarm looks, and at what.</summary>
/// <remarks>
/// User guide, "Alarm evaluation": each minute, over the time of its periods until then; every ten, twenty or thirty seconds when its period is that
/// short.
/// </remarks>
/// <param name="Period">In seconds, as all here.</param>
/// <param name="IsWallClock">Periods are those of the clock, and not the last ones before the look.</param>
internal sealed record AlarmSchedule(long Period, bool IsWallClock)
{
    public const long Minute = 60;

    /// <summary>What belongs to an interval may arrive this much of an interval after it.</summary>
    private const int PartsOfLag = 6;

    private long Interval => Math.Min(Period, Minute);

    private TimeSpan Lag => TimeSpan.FromSeconds((double)Interval / PartsOfLag);

    public DateTimeOffset NextLook(DateTimeOffset now)
    {
        var look = DateTimeOffset.FromUnixTimeSeconds(Resolutions.Floor(now.ToUnixTimeSeconds(), Interval)) + Lag;
        return look > now ? look : look + TimeSpan.FromSeconds(Interval);
    }

    /// <summary>Where the last period ends.</summary>
    public long EndFor(DateTimeOffset now) => Resolutions.Floor((now - Lag).ToUnixTimeSeconds(), IsWallClock ? Period : Interval);
}
