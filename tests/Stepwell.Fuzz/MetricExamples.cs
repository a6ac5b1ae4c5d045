using System.Buffers;
using System.Text;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Wire.Cbor;

namespace Stepwell.Fuzz;

/// <summary>Right texts of what CloudWatch is sent, and their tokens. Bytes are characters of the same number.</summary>
internal static class MetricExamples
{
    public static readonly string[] Math =
    [
        "100 * a / (a + b)", "IF(a > 1 AND b != 0, FILL(a, REPEAT), -a ^ 2)", "SORT(METRICS(\"a\"), AVG, DESC, 2)", "SUM([a, b, RATE(a)])", "SLICE(METRICS(), 0, 1)",
        "FILL(b, 0) + TIME_SERIES(1e3)", "RUNNING_SUM(DIFF(a)) / PERIOD(a)", "STDDEV(METRICS('b')) || DAY(a) == 7", "FIRST(REMOVE_EMPTY([a,b]))",
    ];

    public static readonly string[] MathTokens =
        ["a", "b", "(", ")", "[", "]", ",", "+", "-", "*", "/", "^", "<", "==", "AND", "OR", "&&", "FILL(", "IF(", "METRICS()", "SORT(", "LINEAR", "1e999", ".5", "\"", "'"];

    public static readonly string[] Statistics = ["p99.9", "tm90", "TM(10%:90%)", "PR(:300)", "WM(150:1000)", "IQM", "TC(90%:)", "Average", "ts0.01"];

    public static readonly string[] StatisticTokens = ["p", "tm", "WM", "(", ")", ":", "%", "1", "99.999", "-", "1e9", "NaN", "100"];

    public static readonly string[] Forms =
    [
        "Action=PutMetricAlarm&AlarmName=a+b%20c&Dimensions.member.1.Name=n&Dimensions.member.1.Value=%C3%A9&Threshold=1.5&EvaluationPeriods=3&ActionsEnabled=true",
        "Metrics.member.1.Id=m&Metrics.member.1.MetricStat.Metric.Dimensions.member.10.Name=x&Metrics.member.1.MetricStat.Period=60&Tags.member.2.Key=k&OKActions=",
    ];

    public static readonly string[] FormTokens =
        ["&", "=", ".", "member", "1", "99999999999999999999", "%", "%zz", "%FF", "+", "Metrics", "Threshold", "NaN", "Infinity", "true", "Tags.member.1.", "-"];

    public static readonly string[] Cbor = [Bytes(new PutMetricDataInput
    {
        Namespace = "Space",
        MetricData =
        [
            new() { MetricName = "m", Value = 1.5, Timestamp = DateTimeOffset.UnixEpoch, Dimensions = [new() { Name = "n", Value = "v" }], StorageResolution = 1 },
            new() { MetricName = "l", Values = [1, 2, 3e300], Counts = [1, 1, 1], StatisticValues = new() { SampleCount = 1, Sum = 2, Minimum = 3, Maximum = 4 } },
        ],
    })];

    public static readonly string[] CborTokens =
    [
        "\u00BF", "\u00FF", "\u009F", "\u00A1", "\u0080", "\u00F6", "\u00F9\u007E\u0000", "\u00FB", "\u001B\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF", "\u007F", "\u005F",
        "\u00C1", "\u00DB", "\u0061a", "\u009B\u007F\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF", "jMetricName", "\u001F", "\u003F",
    ];

    private static string Bytes(PutMetricDataInput input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new CborShapeWriter(buffer);
        input.Write(ref writer);
        return Encoding.Latin1.GetString(buffer.WrittenSpan);
    }
}
