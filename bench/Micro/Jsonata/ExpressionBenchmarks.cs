using BenchmarkDotNet.Attributes;
using Stepwell.Expressions;

namespace Stepwell.Bench.Micro.Jsonata;

/// <summary>One evaluation of a compiled expression over an input that is parsed already.</summary>
[MemoryDiagnoser, MinColumn, MedianColumn]
public class ExpressionBenchmarks
{
    private ExpressionCase _case = ExpressionCase.All[0];

    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = string.Empty;

    public static IEnumerable<string> Names => ExpressionCase.All.Select(item => item.Name);

    [GlobalSetup]
    public void Setup()
    {
        _case = ExpressionCase.All.Single(item => item.Name == Case);
        var result = _case.Evaluate();
        if (result.Failed || result.Value != _case.Result)
            throw new InvalidOperationException($"{Case} gives {result.Error?.ToString() ?? result.Value.ToString()}.");
    }

    [Benchmark]
    public JsonataResult Evaluate() => _case.Evaluate();
}
