namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>AWS has two sizes of most buckets: one for the regions with most customers, and one for all others.</summary>
public sealed record RegionalBucket(BucketSize InLargeRegions, BucketSize Elsewhere)
{
    /// <remarks>US East (N. Virginia), US West (Oregon), and Europe (Ireland).</remarks>
    public BucketSize In(string region) => region is "us-east-1" or "us-west-2" or "eu-west-1" ? InLargeRegions : Elsewhere;
}
