using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Stepwell.Hosting.Metrics;

/// <summary>
/// Adds up what the meters of a server and of the runtime tell, from the start of the process on. Thread-safe; what is on the way of a
/// measurement allocates nothing.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    private const string Runtime = "System.Runtime";

    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = new();

    /// <param name="meters">Whose meters are listened to.</param>
    public MetricCollector(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) || instrument.Meter.Name == Runtime)
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, published => new InstrumentSeries(published)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((InstrumentSeries)state!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((InstrumentSeries)state!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((InstrumentSeries)state!).Measure(value, tags));
        _listener.Start();
    }

    /// <summary>All that there is to tell now, in the order of names.</summary>
    public IReadOnlyList<InstrumentSeries> Collect()
    {
        lock (_gate)
        {
            foreach (var instrument in _instruments.Values)
                instrument.ForgetObserved();
            _listener.RecordObservableInstruments();
            return
            [
                .. _instruments.Values
                    .OrderBy(instrument => instrument.Instrument.Meter.Name, StringComparer.Ordinal)
                    .ThenBy(instrument => instrument.Instrument.Name, StringComparer.Ordinal),
            ];
        }
    }

    public void Dispose() => _listener.Dispose();
}
