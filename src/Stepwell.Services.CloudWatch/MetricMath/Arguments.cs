namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Arguments of functions, of the kind that a function needs.</summary>
internal static class Arguments
{
    public static double Number(MathNode.Call call, int position, MathEvaluator math) => math.Evaluate(call.Arguments[position]) is MathValue.Scalar(var number)
        ? number
        : throw new MathException($"Argument {position + 1} of the function {call.Function} must be a number.");

    public static IReadOnlyList<TimeSeries> Series(MathNode.Call call, int position, MathEvaluator math) =>
        MathEvaluator.SeriesOf(math.Evaluate(call.Arguments[position]));

    /// <summary>A word, in capitals.</summary>
    public static string Option(MathNode.Call call, int position) => call.Arguments[position] is MathNode.Word(var word)
        ? word.ToUpperInvariant()
        : throw new MathException($"Argument {position + 1} of the function {call.Function} must be a word.");
}
