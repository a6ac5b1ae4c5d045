using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Alarms;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>
/// The API of Amazon CloudWatch, as far as it is written. Changes go through the entities of <see cref="Kinds"/>; everything else reads what
/// is durable. The partial files hold one group of operations each. Thread-safe.
/// </summary>
public sealed partial class CloudWatchService(IStore store, TimeProvider time) : CloudWatchServiceBase
{
    private PartitionRuntime? _partitions;

    /// <summary>What the partition runtime of this service must know.</summary>
    public IReadOnlyCollection<IEntityKind> Kinds { get; } = [new ShardKind(), new AlarmKind()];

    private PartitionRuntime Partitions => _partitions ?? throw new InvalidOperationException("The service is not attached to its partitions.");

    /// <summary>Before the runtime is started: it knows <see cref="Kinds"/> before this service can know it.</summary>
    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    private static string Scope(RequestContext context) => MetricIdentity.ScopeOf(context.Region, context.AccountId);

    private static MetricIdentity MetricOf(string scope, string metricNamespace, string name, IReadOnlyList<Dimension>? dimensions) => new(
        scope,
        metricNamespace,
        name,
        DimensionText.Format((dimensions ?? []).Select(dimension => KeyValuePair.Create(dimension.Name, dimension.Value))));

    private static List<Dimension> DimensionsOf(string text) =>
        [.. DimensionText.Parse(text).Select(dimension => new Dimension { Name = dimension.Key, Value = dimension.Value })];
}
