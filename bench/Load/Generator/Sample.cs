namespace Stepwell.Bench.Load.Generator;

/// <summary>The executions of one run: how many, and how long each took from the start request to the answer that says it ended.</summary>
internal sealed class Sample
{
    private readonly List<TimeSpan> _latencies = new(1 << 20);
    private bool _isSorted;

    public int Executions => _latencies.Count;

    public long Describes { get; set; }

    public TimeSpan Elapsed { get; set; }

    public double ExecutionsPerSecond => Executions / Elapsed.TotalSeconds;

    public void Add(TimeSpan latency)
    {
        _latencies.Add(latency);
        _isSorted = false;
    }

    /// <summary>The latency in milliseconds that the given share of executions did not exceed.</summary>
    public double Milliseconds(double share)
    {
        if (!_isSorted)
            _latencies.Sort();
        _isSorted = true;
        return Executions == 0 ? double.NaN : _latencies[(int)Math.Min(Executions - 1, share * Executions)].TotalMilliseconds;
    }
}
