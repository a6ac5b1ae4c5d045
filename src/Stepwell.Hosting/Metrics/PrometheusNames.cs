using System.Diagnostics.Metrics;
using System.Text;

namespace Stepwell.Hosting.Metrics;

/// <summary>
/// The names that Prometheus's conventions ask for: <c>AWS/States</c> <c>ExecutionsStarted</c> becomes
/// <c>aws_states_executions_started_total</c>, <c>StateMachineArn</c> becomes <c>state_machine_arn</c>.
/// </summary>
/// <remarks>Prometheus documentation, "Metric and label naming".</remarks>
internal static class PrometheusNames
{
    /// <summary>Of the family: with the unit, without what the kind of metric adds.</summary>
    public static string Of(Instrument instrument)
    {
        var name = Snake(instrument.Name);
        // Names of CloudWatch say nothing without their namespace; others say where they belong by themselves.
        if (instrument.Meter.Name.StartsWith("AWS/", StringComparison.Ordinal))
            name = $"{Snake(instrument.Meter.Name)}_{name}";
        var unit = UnitOf(instrument);
        return unit is null || name.EndsWith("_" + unit, StringComparison.Ordinal) ? name : $"{name}_{unit}";
    }

    /// <summary>Null for what is only counted.</summary>
    public static string? UnitOf(Instrument instrument) => instrument.Unit switch
    {
        "s" or "Seconds" or "ms" or "Milliseconds" => "seconds",
        "By" or "Bytes" => "bytes",
        _ => null,
    };

    /// <summary>Prometheus measures time in seconds.</summary>
    public static double InUnit(Instrument instrument, double value) => instrument.Unit is "ms" or "Milliseconds" ? value / 1_000 : value;

    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var startsWord = char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterOrDigit(name[i - 1])
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        }
        return text.ToString();
    }
}
