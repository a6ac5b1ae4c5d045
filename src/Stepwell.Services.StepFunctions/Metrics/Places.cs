using System.Collections.Concurrent;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>The places that ARNs name, taken apart once. Thread-safe.</summary>
internal sealed class Places
{
    /// <summary>Beyond this all are forgotten: simpler than an order of use.</summary>
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Place> _known = new();

    /// <param name="arn">Of a state machine, an execution or an activity.</param>
    public Place Of(string arn)
    {
        if (_known.TryGetValue(arn, out var known))
            return known;
        var parts = arn.Split(':', 6);
        if (_known.Count >= Capacity)
            _known.Clear();
        return _known[arn] = new Place(parts[4], parts[3]);
    }
}
