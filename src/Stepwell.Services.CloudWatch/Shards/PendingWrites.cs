using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Services.CloudWatch.Storage;

namespace Stepwell.Services.CloudWatch.Shards;

/// <summary>
/// What a shard has written and the store does not show yet: without it, two puts to one minute in quick succession would lose the first.
/// Forgets as soon as it is durable.
/// </summary>
internal sealed class PendingWrites
{
    private readonly Dictionary<DatapointKey, Pending> _datapoints = [];
    private long _activation;

    public bool IsEmpty => _datapoints.Count == 0;

    /// <summary>Whatever is written from now on belongs to this activation.</summary>
    public void Begin(IActivation activation)
    {
        var number = ++_activation;
        activation.AfterCommit(() => Forget(number));
    }

    public Summary? Find(DatapointKey key, IActivation activation)
    {
        if (_datapoints.TryGetValue(key, out var pending))
            return pending.Summary;
        var row = activation.Reader.Find(Tables.Datapoints, key.MetricId, key.Resolution, key.At, key.Unit);
        return row is null ? null : SummaryBytes.Read(row.Value);
    }

    /// <summary>Adds to what the interval has already.</summary>
    public void Add(DatapointKey key, Summary summary, IActivation activation)
    {
        var merged = Find(key, activation)?.Merge(summary) ?? summary;
        _datapoints[key] = new Pending(merged, _activation);
        activation.Upsert(Tables.Datapoints, new DatapointRow(key.MetricId, key.Resolution, key.At, key.Unit, SummaryBytes.Write(merged)));
    }

    private void Forget(long activation)
    {
        foreach (var (key, pending) in _datapoints)
            if (pending.Activation == activation)
                _datapoints.Remove(key);
    }

    private sealed record Pending(Summary Summary, long Activation);
}

/// <summary>The key of a datapoint's row.</summary>
internal readonly record struct DatapointKey(long MetricId, long Resolution, long At, long Unit);
