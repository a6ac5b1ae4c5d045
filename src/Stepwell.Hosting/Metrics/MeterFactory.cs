using System.Diagnostics.Metrics;

namespace Stepwell.Hosting.Metrics;

/// <summary>Makes the meters of one server, which are told from those of others by their scope: this factory. Thread-safe.</summary>
internal sealed class MeterFactory : IMeterFactory
{
    private readonly Lock _gate = new();
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(new MeterOptions(options.Name) { Version = options.Version, Tags = options.Tags, Scope = this });
        lock (_gate)
            _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        lock (_gate)
            foreach (var meter in _meters)
                meter.Dispose();
    }
}
