using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Storage;

namespace Stepwell.Services.CloudWatch.Shards;

/// <summary>
/// Keeps a part of the metrics of a scope: adds samples to what their minute has, and ages what is old. A metric is always kept by the same
/// shard, so that nobody else writes its datapoints.
/// </summary>
internal sealed class ShardEntity : IEntity
{
    /// <summary>Known metrics are forgotten all at once beyond this many; they are found again in the store.</summary>
    private const int MaxKnown = 20_000;

    private readonly Dictionary<MetricIdentity, MetricRow> _known = [];
    private readonly PendingWrites _pending = new();
    private readonly Ageing _ageing = new();
    private bool _isWakeSet;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case Record record:
                Keep(record, activation);
                activation.Reply(Recorded.Instance);
                break;
            case Wake:
                Age(activation);
                break;
            default:
                throw new InvalidOperationException($"A shard of metrics does not know {command.GetType().Name}.");
        }
    }

    private void Keep(Record record, IActivation activation)
    {
        if (!_isWakeSet)
        {
            activation.WakeAt(Ageing.NextRound(activation.Now));
            _isWakeSet = true;
        }
        _pending.Begin(activation);
        foreach (var sample in record.Samples)
        {
            var metric = MetricOf(sample.Metric, activation);
            Add(metric.Id, Resolutions.Minute, sample, activation);
            if (sample.IsHighResolution)
                Add(metric.Id, Resolutions.Second, sample, activation);
        }
    }

    private void Add(long metricId, long resolution, Sample sample, IActivation activation) =>
        _pending.Add(new DatapointKey(metricId, resolution, Resolutions.Floor(sample.At, resolution), sample.Unit), sample.Summary, activation);

    private MetricRow MetricOf(MetricIdentity identity, IActivation activation)
    {
        var nowMs = activation.Now.ToUnixTimeMilliseconds();
        var known = _known.GetValueOrDefault(identity) ?? activation.Reader.FindMetric(identity);
        if (known is not null && nowMs - known.LastPutMs < MetricRow.LastPutGrainMs)
        {
            _known[identity] = known;
            return known;
        }
        if (_known.Count >= MaxKnown && _pending.IsEmpty)
            _known.Clear();
        var row = known is null
            ? new MetricRow(
                activation.NewId().Value, activation.Self.Key!, identity.Scope, identity.Namespace, identity.Name, identity.Dimensions, nowMs)
            : known with { LastPutMs = nowMs };
        activation.Upsert(Tables.Metrics, row);
        return _known[identity] = row;
    }

    /// <summary>One slice of a round; the next begins when this one is durable, since the store would show it the same rows again.</summary>
    private void Age(IActivation activation)
    {
        _isWakeSet = true;
        if (!_pending.IsEmpty)
        {
            activation.WakeAt(activation.Now + Ageing.SlicePause);
            return;
        }
        _pending.Begin(activation);
        var isDone = _ageing.Slice(_pending, Forget, activation);
        activation.WakeAt(isDone ? Ageing.NextRound(activation.Now) : activation.Now + Ageing.SlicePause);
    }

    private void Forget(MetricRow metric) => _known.Remove(new MetricIdentity(metric.Scope, metric.Namespace, metric.Name, metric.Dimensions));
}
