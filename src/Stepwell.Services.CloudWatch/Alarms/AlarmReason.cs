using System.Globalization;
using Stepwell.Json;
using Stepwell.Services.CloudWatch.Api;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>Why an alarm is in its state, for people and as data, in AWS's words.</summary>
internal static class AlarmReason
{
    public static AlarmVerdict Of(string state, IReadOnlyList<AlarmPoint?> periods, AlarmConfiguration configuration, DateTimeOffset now, long from)
    {
        var known = periods.OfType<AlarmPoint>().TakeLast(configuration.EvaluationPeriods).ToList();
        var reason = known.Count == 0 ? OfMissing(state, configuration) : OfKnown(state, known, configuration);
        return new AlarmVerdict(state, reason, Data(known, configuration, now, from));
    }

    private static string OfMissing(string state, AlarmConfiguration configuration)
    {
        var count = configuration.EvaluationPeriods;
        if (state == StateValue.InsufficientData)
            return $"Insufficient Data: {count} {(count == 1 ? "datapoint was" : "datapoints were")} unknown.";
        var treated = configuration.TreatMissingData == "breaching" ? "Breaching" : "NonBreaching";
        return $"Threshold Crossed: no datapoints were received for {count} {(count == 1 ? "period" : "periods")} and "
            + $"{count} missing {(count == 1 ? "datapoint was" : "datapoints were")} treated as [{treated}].";
    }

    private static string OfKnown(string state, List<AlarmPoint> known, AlarmConfiguration configuration)
    {
        var isAlarm = state == StateValue.Alarm;
        var telling = known.Where(point => configuration.IsBreaching(point.Value) == isAlarm).ToList();
        var needed = isAlarm ? configuration.DatapointsToAlarm : configuration.EvaluationPeriods - configuration.DatapointsToAlarm + 1;
        var list = string.Join(", ", telling.Select(point => $"{Number(point.Value)} ({Time(point.At)})"));
        return $"Threshold Crossed: {telling.Count} out of the last {configuration.EvaluationPeriods} datapoints [{list}] "
            + $"{(telling.Count == 1 ? "was" : "were")} {(isAlarm ? "" : "not ")}{Words(configuration)} the threshold ({Number(configuration.Threshold)}) "
            + $"(minimum {needed} {(needed == 1 ? "datapoint" : "datapoints")} for {(isAlarm ? "OK -> ALARM" : "ALARM -> OK")} transition).";
    }

    private static string Words(AlarmConfiguration configuration) => configuration.Input.ComparisonOperator switch
    {
        ComparisonOperator.GreaterThanOrEqualToThreshold => "greater than or equal to",
        ComparisonOperator.GreaterThanThreshold => "greater than",
        ComparisonOperator.LessThanOrEqualToThreshold => "less than or equal to",
        ComparisonOperator.LessThanThreshold => "less than",
        var other => throw new InvalidOperationException($"No words are known for {other}."),
    };

    private static string Data(List<AlarmPoint> known, AlarmConfiguration configuration, DateTimeOffset now, long from)
    {
        var data = new JsonObjectBuilder();
        data.Add("version", JsonValue.String("1.0"));
        data.Add("queryDate", JsonValue.String(Iso(now)));
        if (known.Count > 0)
            data.Add("startDate", JsonValue.String(Iso(DateTimeOffset.FromUnixTimeSeconds(from))));
        if (configuration.Input.Statistic is { } statistic)
            data.Add("statistic", JsonValue.String(statistic));
        if (configuration.Input.ExtendedStatistic is { } extended)
            data.Add("extendedStatistic", JsonValue.String(extended));
        data.Add("period", JsonValue.Number(configuration.Period));
        data.Add("recentDatapoints", JsonValue.Array([.. known.Select(point => JsonValue.Number(point.Value))]));
        data.Add("threshold", JsonValue.Number(configuration.Threshold));
        data.Add("evaluatedDatapoints", JsonValue.Array([.. Enumerable.Reverse(known).Select(Evaluated)]));
        return data.Build().ToString();
    }

    private static JsonValue Evaluated(AlarmPoint point)
    {
        var evaluated = new JsonObjectBuilder();
        evaluated.Add("timestamp", JsonValue.String(Iso(DateTimeOffset.FromUnixTimeSeconds(point.At))));
        if (point.Count is { } count)
            evaluated.Add("sampleCount", JsonValue.Number(count));
        evaluated.Add("value", JsonValue.Number(point.Value));
        return evaluated.Build();
    }

    /// <summary>As Java prints it: a whole number has a point and a zero.</summary>
    private static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string Time(long second) => DateTimeOffset.FromUnixTimeSeconds(second).ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
