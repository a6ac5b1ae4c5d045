using System.Globalization;
using Stepwell.Services.CloudWatch.Operations;

namespace Stepwell.Hosting.Metrics;

/// <summary>
/// Tells CloudWatch each minute what the meters named <c>AWS/…</c> have told. A crash loses the minute under way. Started by the constructor;
/// <see cref="Flush"/> before the end.
/// </summary>
internal sealed class CloudWatchFeed : IDisposable
{
    /// <summary>Of the meters that are told.</summary>
    public const string Prefix = "AWS/";

    private const string Account = "cloud.account.id";
    private const string Region = "cloud.region";

    /// <summary>Beyond this many that wait for a store that is away, the oldest are given up.</summary>
    private const int MaxWaiting = 100_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A timer may come this much too early.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    private readonly MetricCollector _collector;
    private readonly CloudWatchService _cloudWatch;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _faulted;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<Series, double> _told = [];
    private readonly ITimer _timer;
    private List<MetricReport> _waiting = [];

    /// <param name="faulted">Gets what should not have happened; the next minute is told all the same.</param>
    public CloudWatchFeed(MetricCollector collector, CloudWatchService cloudWatch, TimeProvider time, Action<Exception> faulted)
    {
        (_collector, _cloudWatch, _time, _faulted) = (collector, cloudWatch, time, faulted);
        _timer = time.CreateTimer(_ => _ = Tick(), state: null, UntilNextMinute(), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells what has been told since the last minute as belonging to this one.</summary>
    public Task Flush() => TryTell(Floor(_time.GetUtcNow()));

    public void Dispose()
    {
        _timer.Dispose();
        _gate.Dispose();
    }

    private async Task Tick()
    {
        var minute = Floor(_time.GetUtcNow() + Early) - Minute;
        // First: telling may take longer than the minute.
        _timer.Change(UntilNextMinute(), Timeout.InfiniteTimeSpan);
        await TryTell(minute).ConfigureAwait(false);
    }

    private async Task TryTell(DateTimeOffset minute)
    {
        try
        {
            await Tell(minute).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            _faulted(fault);
        }
    }

    private async Task Tell(DateTimeOffset minute)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _waiting.AddRange(Reports(minute));
            _waiting.RemoveRange(0, Math.Max(0, _waiting.Count - MaxWaiting));
            _waiting = [.. await _cloudWatch.Report(_waiting).ConfigureAwait(false)];
        }
        finally
        {
            _gate.Release();
        }
    }

    private List<MetricReport> Reports(DateTimeOffset minute)
    {
        var reports = new List<MetricReport>();
        foreach (var instrument in _collector.Collect().Where(instrument => instrument.Instrument.Meter.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            foreach (var series in instrument.All)
            {
                if (Text(series, Account) is not { } account || Text(series, Region) is not { } region || ValuesOf(instrument, series) is not { } values)
                    continue;
                foreach (var dimensions in DimensionSets.Of(DimensionsOf(series)))
                {
                    reports.Add(new MetricReport(
                        account,
                        region,
                        instrument.Instrument.Meter.Name,
                        instrument.Instrument.Name,
                        dimensions,
                        instrument.Instrument.Unit ?? "None",
                        minute,
                        values));
                }
            }
        }
        return reports;
    }

    /// <summary>Null: there is nothing to tell.</summary>
    private ReportedValues? ValuesOf(InstrumentSeries instrument, Series series)
    {
        switch (instrument.Kind)
        {
            case SeriesKind.Histogram:
                return series.Fine?.Take() is { } taken ? new ReportedValues(taken.Values, taken.Sum, taken.Min, taken.Max) : null;
            case SeriesKind.Counter:
                var sum = series.Sum;
                var added = sum - _told.GetValueOrDefault(series);
                _told[series] = sum;
                // What is counted happens one by one.
                return added > 0 ? ReportedValues.Of(1, added) : null;
            case SeriesKind.Gauge:
                return double.IsFinite(series.Sum) ? ReportedValues.Of(series.Sum) : null;
            default:
                throw new InvalidOperationException($"No rule tells {instrument.Kind}.");
        }
    }

    private static List<KeyValuePair<string, string>> DimensionsOf(Series series) =>
        [.. series.Tags.Where(tag => tag.Key is not (Account or Region)).Select(tag => KeyValuePair.Create(tag.Key, Text(tag.Value)))];

    private static string? Text(Series series, string tag)
    {
        var value = series.Tags.FirstOrDefault(entry => entry.Key == tag).Value;
        return value is null ? null : Text(value);
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private TimeSpan UntilNextMinute()
    {
        var now = _time.GetUtcNow();
        return Floor(now + Early) + Minute - now;
    }

    private static DateTimeOffset Floor(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % Minute.Ticks), TimeSpan.Zero);
}
