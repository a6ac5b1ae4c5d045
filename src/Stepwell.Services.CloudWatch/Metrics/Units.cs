using System.Collections.Immutable;
using Stepwell.Services.CloudWatch.Api;

namespace Stepwell.Services.CloudWatch.Metrics;

/// <summary>Units as numbers. On disk: the order never changes, new units go to the end.</summary>
internal static class Units
{
    private static readonly ImmutableArray<string> All =
    [
        StandardUnit.None, StandardUnit.Seconds, StandardUnit.Microseconds, StandardUnit.Milliseconds, StandardUnit.Bytes, StandardUnit.Kilobytes,
        StandardUnit.Megabytes, StandardUnit.Gigabytes, StandardUnit.Terabytes, StandardUnit.Bits, StandardUnit.Kilobits, StandardUnit.Megabits,
        StandardUnit.Gigabits, StandardUnit.Terabits, StandardUnit.Percent, StandardUnit.Count, StandardUnit.BytesSecond,
        StandardUnit.KilobytesSecond, StandardUnit.MegabytesSecond, StandardUnit.GigabytesSecond, StandardUnit.TerabytesSecond,
        StandardUnit.BitsSecond, StandardUnit.KilobitsSecond, StandardUnit.MegabitsSecond, StandardUnit.GigabitsSecond,
        StandardUnit.TerabitsSecond, StandardUnit.CountSecond,
    ];

    public static string NameOf(long code) => All[(int)code];

    /// <param name="name">One of the model's; null: none was said.</param>
    public static long CodeOf(string? name)
    {
        if (name is null)
            return 0;
        var code = All.IndexOf(name);
        return code >= 0 ? code : throw new ArgumentException($"There is no unit {name}.", nameof(name));
    }
}
