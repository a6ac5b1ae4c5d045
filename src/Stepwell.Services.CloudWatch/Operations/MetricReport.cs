namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>What a service of this server tells of one of its metrics.</summary>
/// <param name="Unit">One of CloudWatch's.</param>
/// <param name="At">In the minute that the values belong to.</param>
public sealed record MetricReport(
    string AccountId,
    string Region,
    string Namespace,
    string Name,
    IReadOnlyList<KeyValuePair<string, string>> Dimensions,
    string Unit,
    DateTimeOffset At,
    ReportedValues Values);

/// <param name="Values">With how often each occurred, in any order; at least one. They may be rounded, the rest is not.</param>
public sealed record ReportedValues(IReadOnlyList<KeyValuePair<double, double>> Values, double Sum, double Min, double Max)
{
    public static ReportedValues Of(double value, double count = 1) => new([new(value, count)], value * count, value, value);
}
