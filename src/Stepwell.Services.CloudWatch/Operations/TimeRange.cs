using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Shards;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>The interval that is asked for, in seconds since 1970, rounded as AWS does.</summary>
/// <remarks>API reference, GetMetricStatistics: StartTime, Period.</remarks>
internal readonly record struct TimeRange(long From, long Until)
{
    private const long Day = 86_400;

    /// <exception cref="Wire.AwsException">It has no length.</exception>
    public static TimeRange Of(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        if (start == end)
            throw new InvalidParameterValueException("The parameter StartTime must not equal parameter EndTime.");
        if (start > end)
            throw new InvalidParameterValueException("The parameter StartTime must be less than the parameter EndTime.");
        var until = end.ToUnixTimeMilliseconds();
        var age = now.ToUnixTimeSeconds() - start.ToUnixTimeSeconds();
        var grain = age > 63 * Day ? Resolutions.Hour : age > 15 * Day ? Resolutions.FiveMinutes : Resolutions.Second;
        return new TimeRange(Resolutions.Floor(start.ToUnixTimeSeconds(), grain), (until + 999) / 1_000);
    }

    /// <summary>The begin for periods of a length: at a full minute, or at a full period where that is shorter.</summary>
    public long FromFor(long period) => Resolutions.Floor(From, Math.Min(period, Resolutions.Minute));

    /// <exception cref="Wire.AwsException">There are no periods of that length.</exception>
    public static void CheckPeriod(long period, string parameter)
    {
        if (period is not (1 or 5 or 10 or 20 or 30) && period % Resolutions.Minute != 0)
            throw new InvalidParameterValueException($"The parameter {parameter} must be 1, 5, 10, 20, 30, or a multiple of 60.");
    }

    public long DatapointsFor(long period) => (Until - FromFor(period) + period - 1) / period;
}
