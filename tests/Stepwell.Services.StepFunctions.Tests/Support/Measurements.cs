using System.Diagnostics.Metrics;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>All that the meters of one server have told, over all of its lives.</summary>
internal sealed class Measurements : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Instrument> _instruments = [];
    private readonly List<Measurement> _all = [];

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter.Scope, this))
                return;
            lock (_all)
                _instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Instrument> Instruments
    {
        get
        {
            lock (_all)
                return [.. _instruments];
        }
    }

    public Meter Create(MeterOptions options) => new(new MeterOptions(options.Name) { Scope = this });

    public void Dispose() => _listener.Dispose();

    /// <summary>What an instrument was told, oldest first, where its tags have all of these values: <c>"StateMachineArn=…"</c>.</summary>
    public IReadOnlyList<double> Of(string name, params string[] tags)
    {
        lock (_all)
            return [.. _all.Where(told => told.Name == name && tags.All(told.Tags.Contains)).Select(told => told.Value)];
    }

    public double Sum(string name, params string[] tags) => Of(name, tags).Sum();

    /// <summary>What observable instruments of that name say now.</summary>
    public IReadOnlyList<double> Observe(string name, params string[] tags)
    {
        lock (_all)
            _all.RemoveAll(told => told.Name == name);
        _listener.RecordObservableInstruments();
        return Of(name, tags);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new HashSet<string>();
        foreach (var (key, tag) in tags)
            texts.Add($"{key}={tag}");
        lock (_all)
            _all.Add(new Measurement(instrument.Name, value, texts));
    }

    private sealed record Measurement(string Name, double Value, HashSet<string> Tags);
}
