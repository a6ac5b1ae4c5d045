using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>What an alarm has been told, in the words of the API. It has been checked.</summary>
internal sealed record AlarmConfiguration(PutMetricAlarmInput Input)
{
    public bool AreActionsEnabled => Input.ActionsEnabled ?? true;

    public int EvaluationPeriods => Input.EvaluationPeriods!.Value;

    public int DatapointsToAlarm => Input.DatapointsToAlarm ?? EvaluationPeriods;

    public double Threshold => Input.Threshold!.Value;

    public string TreatMissingData => Input.TreatMissingData ?? "missing";

    /// <summary>Of what is compared with the threshold; null: it is a single metric.</summary>
    public MetricDataQuery? Compared => Input.Metrics?.FirstOrDefault(query => query.ReturnData is not false);

    /// <summary>In seconds.</summary>
    public long Period => Input.Period
        ?? Input.Metrics!.Max(query => (long?)query.MetricStat?.Period ?? query.Period)
        ?? AlarmSchedule.Minute;

    public AlarmSchedule Schedule => new(Period, Input.EvaluationWindow is EvaluationWindow.WallClockWindow);

    /// <summary>By which the alarms of a metric are found; null for those of expressions.</summary>
    public string? MetricKey => Input.MetricName is null ? null : KeyOf(Input.Namespace!, Input.MetricName, Input.Dimensions);

    public static AlarmConfiguration Of(AlarmRow row) => new(ShapeJson.Read<PutMetricAlarmInput>(row.Configuration));

    public static string KeyOf(string metricNamespace, string name, IReadOnlyList<Dimension>? dimensions) =>
        $"{metricNamespace}\n{name}\n{DimensionText.Format((dimensions ?? []).Select(dimension => KeyValuePair.Create(dimension.Name, dimension.Value)))}";

    public byte[] ToBytes() => ShapeJson.Write(Input).ToArray();

    public IReadOnlyList<string> ActionsFor(string state) => !AreActionsEnabled ? [] : state switch
    {
        StateValue.Ok => Input.OKActions ?? [],
        StateValue.Alarm => Input.AlarmActions ?? [],
        _ => Input.InsufficientDataActions ?? [],
    };

    public bool IsBreaching(double value) => Input.ComparisonOperator switch
    {
        ComparisonOperator.GreaterThanOrEqualToThreshold => value >= Threshold,
        ComparisonOperator.GreaterThanThreshold => value > Threshold,
        ComparisonOperator.LessThanOrEqualToThreshold => value <= Threshold,
        ComparisonOperator.LessThanThreshold => value < Threshold,
        var other => throw new InvalidOperationException($"No rule compares by {other}."),
    };
}
