namespace Stepwell.Bench.Load.Generator;

/// <summary>The turns of one load: how many, and how long each took from its first request to its last answer.</summary>
internal sealed class Sample
{
    private readonly List<TimeSpan> _latencies = new(1 << 20);
    private bool _isSorted;

    public int Count => _latencies.Count;

    public TimeSpan Elapsed { get; set; }

    public double PerSecond => Count / Elapsed.TotalSeconds;

    public void Add(TimeSpan latency)
    {
        _latencies.Add(latency);
        _isSorted = false;
    }

    /// <summary>The latency in milliseconds that the given share of turns did not exceed.</summary>
    public double Milliseconds(double share)
    {
        if (!_isSorted)
            _latencies.Sort();
        _isSorted = true;
        return Count == 0 ? double.NaN : _latencies[(int)Math.Min(Count - 1, share * Count)].TotalMilliseconds;
    }
}
