namespace Stepwell.Services.CloudWatch.Shards;

/// <summary>In what intervals datapoints are kept, and how long.</summary>
/// <remarks>API reference, GetMetricStatistics: "CloudWatch metrics data is retained as follows".</remarks>
internal static class Resolutions
{
    public const long Second = 1;
    public const long Minute = 60;
    public const long FiveMinutes = 300;
    public const long Hour = 3_600;

    private const long Day = 86_400;

    /// <summary>What becomes of datapoints that are older than their resolution is kept, the finest first.</summary>
    public static IReadOnlyList<Ageing> All { get; } =
    [
        // The same values are kept by the minute as well.
        new(Second, 3 * Hour, Coarser: null),
        new(Minute, 15 * Day, FiveMinutes),
        new(FiveMinutes, 63 * Day, Hour),
        new(Hour, 455 * Day, Coarser: null),
    ];

    public static long Floor(long second, long resolution) => second - (((second % resolution) + resolution) % resolution);

    /// <param name="Resolution">In seconds, as all here.</param>
    /// <param name="Coarser">What they are added up to; null: they are removed.</param>
    internal sealed record Ageing(long Resolution, long Kept, long? Coarser);
}
