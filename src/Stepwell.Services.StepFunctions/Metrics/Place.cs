using System.Diagnostics;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>Where something happened. Every measurement says it, since CloudWatch keeps the metrics of each account and region apart.</summary>
public readonly record struct Place(string AccountId, string Region)
{
    /// <remarks>OpenTelemetry semantic conventions, "Cloud".</remarks>
    public const string AccountTag = "cloud.account.id";

    /// <inheritdoc cref="AccountTag"/>
    public const string RegionTag = "cloud.region";

    internal KeyValuePair<string, object?> Account => new(AccountTag, AccountId);

    internal KeyValuePair<string, object?> InRegion => new(RegionTag, Region);

    /// <summary>To be filled up with dimensions; up to eight tags need no memory.</summary>
    internal TagList Tags => new() { Account, InRegion };
}
