using System.Text;

namespace Stepwell.Services.CloudWatch.Metrics;

/// <summary>What makes a metric that metric, in whose account and region.</summary>
/// <param name="Scope">Region and account: <c>us-east-1:000000000000</c>.</param>
/// <param name="Dimensions">In the form of <see cref="DimensionText"/>.</param>
internal sealed record MetricIdentity(string Scope, string Namespace, string Name, string Dimensions)
{
    private const int ShardsPerScope = 16;

    public static string ScopeOf(string region, string accountId) => $"{region}:{accountId}";

    /// <summary>The entity that keeps this metric. On disk in effect: it must never change.</summary>
    public string Shard => $"{Scope}/{Hash() % ShardsPerScope}";

    /// <summary>FNV-1a over UTF-8.</summary>
    private uint Hash()
    {
        var hash = 2_166_136_261U;
        foreach (var octet in Encoding.UTF8.GetBytes($"{Namespace}\n{Name}\n{Dimensions}"))
            hash = (hash ^ octet) * 16_777_619U;
        return hash ^ (hash >> 16);
    }
}
