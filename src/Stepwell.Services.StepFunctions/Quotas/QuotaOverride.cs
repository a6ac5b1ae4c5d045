using System.Globalization;

namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>
/// One quota that is to differ from its profile: <c>NAME=COUNT</c>, <c>NAME.rate=PER_SECOND</c>, <c>NAME.bucket=SIZE</c>, or
/// <c>NAME=unlimited</c>. It holds in all regions.
/// </summary>
public static class QuotaOverride
{
    private const string Unlimited = "unlimited";
    private const string Rate = ".rate";
    private const string Bucket = ".bucket";

    /// <summary>More is as good as unlimited, and would not fit the arithmetic of buckets.</summary>
    private const long Maximum = 1_000_000_000;

    /// <summary>Everything that can be named before the equals sign, without its suffix.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. AwsQuotas.Buckets.Keys.Append(QuotaNames.StartSyncExecution).Concat(AwsQuotas.Limits.Keys).Order(StringComparer.Ordinal),
    ];

    /// <param name="error">What is wrong with the text; null when nothing is.</param>
    /// <returns>The profile with the override, or, when there is an error, as it was.</returns>
    public static QuotaProfile Apply(QuotaProfile profile, string text, out string? error)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? text : text[..equals];
        var value = equals < 0 ? "" : text[(equals + 1)..];
        var number = value == Unlimited
            ? (long?)null
            : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        error = number is < 1 or > Maximum
            ? $"'{text}' is no quota: write NAME=NUMBER, NAME.rate=NUMBER or NAME.bucket=NUMBER, from 1 to {Maximum}, or NAME={Unlimited}."
            : null;
        if (error is not null)
            return profile;
        var changed = Apply(profile, key, number);
        error = changed is null ? $"There is no quota '{key}'. Those there are: {string.Join(", ", Names)}; rates and sizes of buckets end in .rate and .bucket." : null;
        return changed ?? profile;
    }

    private static QuotaProfile? Apply(QuotaProfile profile, string key, long? number)
    {
        if (AwsQuotas.Limits.ContainsKey(key))
        {
            return profile with
            {
                Limits = number is { } limit ? profile.Limits.SetItem(key, limit) : profile.Limits.Remove(key),
            };
        }
        if (number is null)
            return IsBucket(key) ? profile with { Buckets = profile.Buckets.Remove(key) } : null;
        if (key.EndsWith(Rate, StringComparison.Ordinal) && IsBucket(key[..^Rate.Length]))
            return Change(profile, key[..^Rate.Length], bucket => bucket with { RefillPerSecond = number.Value }, number.Value);
        if (key.EndsWith(Bucket, StringComparison.Ordinal) && IsBucket(key[..^Bucket.Length]))
            return Change(profile, key[..^Bucket.Length], bucket => bucket with { Size = number.Value }, number.Value);
        return null;
    }

    /// <summary>Where the profile has no bucket, size and rate begin as the same number.</summary>
    private static QuotaProfile Change(QuotaProfile profile, string name, Func<BucketSize, BucketSize> change, long number)
    {
        var known = profile.Buckets.GetValueOrDefault(name)
            ?? new RegionalBucket(new BucketSize(number, number), new BucketSize(number, number));
        var changed = new RegionalBucket(change(known.InLargeRegions), change(known.Elsewhere));
        return profile with { Buckets = profile.Buckets.SetItem(name, changed) };
    }

    private static bool IsBucket(string name) => AwsQuotas.Buckets.ContainsKey(name) || name == QuotaNames.StartSyncExecution;
}
