using System.Text;
using Stepwell.Services.CloudWatch.Alarms;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.MetricMath;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Wire.Cbor;
using Stepwell.Wire.Query;

namespace Stepwell.Fuzz;

/// <summary>What clients send to CloudWatch: expressions, names of statistics, and requests in the protocols that bring their own syntax.</summary>
public sealed class MetricTests
{
    private static readonly Summary Values = Summary.Of([new(1, 2), new(5, 1), new(9, 3)]);

    [Fact]
    public void Metric_math_of_any_kind_is_evaluated_or_refused() =>
        Campaign.Run("metric math", MetricExamples.Math, MetricExamples.MathTokens, text =>
        {
            try
            {
                _ = new MathEvaluator(new Scope()).Evaluate(MathParser.Parse(text));
                return true;
            }
            catch (MathException)
            {
                return false;
            }
        });

    [Fact]
    public void Statistics_of_any_name_are_told_or_refused() =>
        Campaign.Run("statistics", MetricExamples.Statistics, MetricExamples.StatisticTokens, text =>
        {
            if (MeasureText.Parse(text) is not { } measure) return false;
            _ = measure.Of(Values);
            return true;
        });

    [Fact]
    public void Arns_of_alarms_are_taken_apart_or_refused() =>
        Campaign.Run("AlarmArn", ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:name:with:colons"], [":", "arn", "aws", "alarm", "cloudwatch", ""], text =>
            AlarmArn.TryParse(text, out var arn) && AlarmArn.TryParse(arn.ToString(), out _));

    [Fact]
    public void Forms_of_any_kind_are_read_or_refused() =>
        Campaign.Run("forms", MetricExamples.Forms, MetricExamples.FormTokens, text => ApiAnswer.IsTaken(() =>
        {
            var reader = new QueryShapeReader(FormFields.Parse(Encoding.UTF8.GetBytes(text)));
            _ = PutMetricAlarmInput.Read(ref reader);
        }));

    [Fact]
    public void Cbor_of_any_kind_is_read_or_refused() =>
        Campaign.Run("CBOR", MetricExamples.Cbor, MetricExamples.CborTokens, text => ApiAnswer.IsTaken(() =>
        {
            var reader = new CborShapeReader(Encoding.Latin1.GetBytes(text));
            _ = PutMetricDataInput.Read(ref reader);
            reader.End();
        }));

    private sealed class Scope : IMathScope
    {
        public long From => 0;

        public long Until => 600;

        public long Period => 60;

        public IReadOnlyList<KeyValuePair<string, TimeSeries>> Metrics { get; } =
            [new("a", TimeSeries.Of("A", 60, [new(0, 1), new(60, 2), new(180, 0)])), new("b", TimeSeries.Of("B", 60, []))];

        public MathValue? Find(string id) => Metrics.Where(metric => metric.Key == id).Select(metric => new MathValue.One(metric.Value)).FirstOrDefault();
    }
}
