using System.Globalization;
using System.Text;

namespace Stepwell.Hosting.Metrics;

/// <summary>Metrics as Prometheus reads them: its text format 0.0.4, or OpenMetrics 1.0.</summary>
/// <remarks>Prometheus documentation, "Exposition formats"; OpenMetrics specification 1.0, "Text format".</remarks>
internal sealed class MetricsText(bool isOpenMetrics)
{
    public const string PlainType = "text/plain; version=0.0.4; charset=utf-8";
    public const string OpenMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly StringBuilder _text = new();

    public static string Of(IEnumerable<InstrumentSeries> instruments, bool isOpenMetrics)
    {
        var text = new MetricsText(isOpenMetrics);
        foreach (var instrument in instruments)
            text.Write(instrument);
        if (isOpenMetrics)
            text._text.Append("# EOF\n");
        return text._text.ToString();
    }

    /// <summary>A metric that has not happened yet is not there, as in CloudWatch.</summary>
    private void Write(InstrumentSeries instrument)
    {
        var all = instrument.All;
        if (all.Count == 0)
            return;
        var family = PrometheusNames.Of(instrument.Instrument);
        var sample = instrument.Kind == SeriesKind.Counter ? family + "_total" : family;
        Describe(instrument, isOpenMetrics ? family : sample);
        foreach (var series in all)
        {
            if (instrument.Kind == SeriesKind.Histogram)
                WriteHistogram(family, instrument, series);
            else
                WriteSample(sample, series, bound: null, Number(PrometheusNames.InUnit(instrument.Instrument, series.Sum)));
        }
    }

    private void Describe(InstrumentSeries instrument, string name)
    {
        var type = instrument.Kind switch
        {
            SeriesKind.Counter => "counter",
            SeriesKind.Gauge => "gauge",
            SeriesKind.Histogram => "histogram",
            _ => throw new InvalidOperationException($"No type is named for {instrument.Kind}."),
        };
        if (instrument.Instrument.Description is { Length: > 0 } help)
            _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(help, withQuotes: isOpenMetrics)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (isOpenMetrics && PrometheusNames.UnitOf(instrument.Instrument) is { } unit)
            _text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
    }

    private void WriteHistogram(string family, InstrumentSeries instrument, Series series)
    {
        var cumulative = series.Cumulative();
        for (var i = 0; i < cumulative.Length; i++)
        {
            var bound = i < series.Bounds.Count ? PrometheusNames.InUnit(instrument.Instrument, series.Bounds[i]) : double.PositiveInfinity;
            WriteSample(family + "_bucket", series, Bound(bound), Number(cumulative[i]));
        }
        WriteSample(family + "_sum", series, bound: null, Number(PrometheusNames.InUnit(instrument.Instrument, series.Sum)));
        WriteSample(family + "_count", series, bound: null, Number(cumulative[^1]));
    }

    private void WriteSample(string name, Series series, string? bound, string value)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var (key, label) in series.Tags)
        {
            AppendLabel(separator, PrometheusNames.Snake(key), Escape(Convert.ToString(label, CultureInfo.InvariantCulture) ?? "", withQuotes: true));
            separator = ',';
        }
        if (bound is not null)
        {
            AppendLabel(separator, "le", bound);
            separator = ',';
        }
        if (separator == ',')
            _text.Append('}');
        _text.Append(' ').Append(value).Append('\n');
    }

    private void AppendLabel(char separator, string name, string value) =>
        _text.Append(separator).Append(name).Append("=\"").Append(value).Append('"');

    private static string Escape(string text, bool withQuotes)
    {
        text = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return withQuotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    /// <summary>OpenMetrics wants bounds to look like floats, so that the same bound is always the same text.</summary>
    private string Bound(double bound)
    {
        var text = Number(bound);
        return isOpenMetrics && double.IsFinite(bound) && !text.AsSpan().ContainsAny('.', 'E') ? text + ".0" : text;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
