using System.Collections.Immutable;

namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>
/// The quotas that a server keeps to. Those that are part of the language, such as the size of payloads and the length of histories, are
/// no part of it: they hold everywhere.
/// </summary>
/// <param name="Buckets">By action, or one of <see cref="QuotaNames"/>. What is not named is not throttled.</param>
/// <param name="Limits">By <see cref="QuotaNames"/>. What is not named has no limit.</param>
public sealed record QuotaProfile(
    string Name, ImmutableDictionary<string, RegionalBucket> Buckets, ImmutableDictionary<string, long> Limits)
{
    /// <summary>As AWS, in all.</summary>
    public static QuotaProfile Aws { get; } = new("aws", AwsQuotas.Buckets, AwsQuotas.Limits);

    /// <summary>Nothing is throttled or has to wait, and counts are as high as AWS raises them on request, so that what runs away still ends.</summary>
    public static QuotaProfile Relaxed { get; } = new("relaxed", Aws.Buckets.Clear(), AwsQuotas.Limits.Remove(QuotaNames.OpenMapRuns).SetItems(
    [
        KeyValuePair.Create(QuotaNames.OpenExecutions, 10_000_000L),
        KeyValuePair.Create(QuotaNames.StateMachines, 150_000L),
        KeyValuePair.Create(QuotaNames.Activities, 150_000L),
        KeyValuePair.Create(QuotaNames.ActivityPollers, 10_000L),
    ]));

    public static QuotaProfile None { get; } = new("none", Aws.Buckets.Clear(), Aws.Limits.Clear());

    public static ImmutableArray<QuotaProfile> All { get; } = [Aws, Relaxed, None];

    /// <returns><see cref="long.MaxValue"/> where there is no limit.</returns>
    public long Limit(string name) => Limits.GetValueOrDefault(name, long.MaxValue);
}
