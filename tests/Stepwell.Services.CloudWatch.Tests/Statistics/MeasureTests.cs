using Stepwell.Services.CloudWatch.Statistics;

namespace Stepwell.Services.CloudWatch.Tests.Statistics;

public sealed class MeasureTests
{
    private static readonly Summary OneToHundred = Summary.Of([.. Enumerable.Range(1, 100).Select(i => KeyValuePair.Create((double)i, 1d))]);

    [Theory]
    [InlineData("SampleCount", 100)]
    [InlineData("Sum", 5050)]
    [InlineData("Average", 50.5)]
    [InlineData("Minimum", 1)]
    [InlineData("Maximum", 100)]
    [InlineData("p0", 1)]
    [InlineData("p50", 50)]
    [InlineData("p99", 99)]
    [InlineData("p99.9", 100)]
    [InlineData("p100", 100)]
    [InlineData("tm90", 45.5)]
    [InlineData("TM(10%:90%)", 50.5)]
    [InlineData("TM(:10%)", 5.5)]
    [InlineData("TM(90%:)", 95.5)]
    [InlineData("TM(20:30)", 25.5)]
    [InlineData("IQM", 50.5)]
    [InlineData("tc90", 90)]
    [InlineData("TC(0:20)", 20)]
    [InlineData("ts10", 55)]
    [InlineData("TS(80%:)", 1810)]
    [InlineData("wm98", 50.47)]
    [InlineData("WM(10%:90%)", 50.5)]
    [InlineData("PR(:30)", 30)]
    [InlineData("PR(30:50)", 20)]
    public void A_statistic_is_what_its_definition_says(string name, double expected) =>
        Assert.Equal(expected, MeasureText.Parse(name)!.Of(OneToHundred)!.Value, precision: 9);

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("p101")]
    [InlineData("p-1")]
    [InlineData("p99.12345678901")]
    [InlineData("sum")]
    [InlineData("tm")]
    [InlineData("TM(:)")]
    [InlineData("TM(90%:10%)")]
    [InlineData("TM(10%:90)")]
    [InlineData("TM(10%-90%)")]
    [InlineData("PR(10%:20%)")]
    [InlineData("pr50")]
    [InlineData("XX(1:2)")]
    public void What_is_no_statistic_is_refused(string name) => Assert.Null(MeasureText.Parse(name));

    [Fact]
    public void Percentiles_are_unknown_of_statistic_sets_and_of_negative_values()
    {
        Assert.Null(MeasureText.Parse("p50")!.Of(Summary.OfSet(3, 6, 1, 3)));
        Assert.Null(MeasureText.Parse("p50")!.Of(Summary.Of(-1)));
        Assert.Equal(2, MeasureText.Parse("p50")!.Of(Summary.OfSet(3, 6, 2, 2)));
    }

    [Fact]
    public void Many_different_values_are_rounded_by_a_per_cent_at_most()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 50_000).Select(_ => Math.Exp(random.NextDouble() * 20)).Order().ToList();
        var summary = values.Chunk(500).Select(chunk => Summary.Of([.. chunk.Select(value => KeyValuePair.Create(value, 1d))])).Aggregate((a, b) => a.Merge(b));
        Assert.InRange(SummaryBytes.Write(summary).Length, 1, 5_000);
        foreach (var percent in (double[])[1, 25, 50, 90, 99, 99.9])
        {
            var exact = values[(int)Math.Ceiling(values.Count * percent / 100) - 1];
            var told = new Measure.Percentile(percent).Of(summary)!.Value;
            Assert.InRange(told / exact, 0.98, 1.02);
        }
    }

    [Fact]
    public void Values_of_any_spread_take_bounded_room()
    {
        var random = new Random(2);
        var summary = Summary.Of(1);
        for (var i = 0; i < 200; i++)
        {
            summary = summary.Merge(Summary.Of([.. Enumerable.Range(0, 150).Select(_ =>
                KeyValuePair.Create(Math.ScaleB(1 + random.NextDouble(), random.Next(-350, 350)) * (random.Next(2) - 0.5), 1d))]));
        }
        Assert.InRange(summary.Distribution!.Values.Length, 100, Distribution.MaxBuckets);
        Assert.InRange(SummaryBytes.Write(summary).Length, 1, 5_000);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Summary[] summaries =
        [
            Summary.Of(0), Summary.Of(-0.0), Summary.Of(1, 17), Summary.Of(-2.5, 0.5), Summary.OfSet(3, 6, 1, 3), Summary.Of(Math.ScaleB(1, 360)), OneToHundred,
            Enumerable.Range(-500, 1000).Select(i => Summary.Of(i / 3d)).Aggregate((a, b) => a.Merge(b)),
        ];
        foreach (var summary in summaries)
        {
            var read = SummaryBytes.Read(SummaryBytes.Write(summary));
            Assert.Equal(summary with { Distribution = null }, read with { Distribution = null });
            Assert.Equal(summary.Distribution?.Level, read.Distribution?.Level);
            Assert.Equal(summary.Distribution is null ? [] : summary.Distribution.Values.ToArray(), read.Distribution is null ? [] : read.Distribution.Values.ToArray());
            Assert.Equal(summary.Distribution is null ? [] : summary.Distribution.Counts.ToArray(), read.Distribution is null ? [] : read.Distribution.Counts.ToArray());
        }
    }
}
