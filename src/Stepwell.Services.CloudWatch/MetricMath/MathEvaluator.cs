namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Evaluates expressions. Pure.</summary>
internal sealed class MathEvaluator(IMathScope scope)
{
    public IMathScope Scope => scope;

    /// <exception cref="MathException">A value is not of the kind that something needs.</exception>
    public MathValue Evaluate(MathNode node) => node switch
    {
        MathNode.Number(var value) => new MathValue.Scalar(value),
        MathNode.Text(var value) => new MathValue.Text(value),
        MathNode.Word(var name) => scope.Find(name) ?? throw new MathException($"'{name}' is not the id of a query."),
        MathNode.Negation(var operand) => Map(Evaluate(operand), value => -value),
        MathNode.Binary(var symbol, var left, var right) => Combine(Evaluate(left), Evaluate(right), Operator(symbol)),
        MathNode.Array(var items) => new MathValue.Many([.. items.SelectMany(item => SeriesOf(Evaluate(item)))]),
        MathNode.Call call => MathFunctions.Call(call, this),
        _ => throw new InvalidOperationException($"No rule evaluates {node.GetType().Name}."),
    };

    public static MathValue Map(MathValue value, Func<double, double> change) => value switch
    {
        MathValue.Scalar(var number) => new MathValue.Scalar(change(number)),
        MathValue.One(var series) => new MathValue.One(series.Map(change)),
        MathValue.Many(var all) => new MathValue.Many([.. all.Select(series => series.Map(change))]),
        _ => throw new MathException($"A number or time series is needed, not {value.Kind}."),
    };

    /// <summary>The one or more series that a value is.</summary>
    public static IReadOnlyList<TimeSeries> SeriesOf(MathValue value) => value switch
    {
        MathValue.One(var series) => [series],
        MathValue.Many(var all) => all,
        _ => throw new MathException($"A time series is needed, not {value.Kind}."),
    };

    public static MathValue Combine(MathValue left, MathValue right, Func<double, double, double> combine) => (left, right) switch
    {
        (MathValue.Text, _) or (_, MathValue.Text) => throw new MathException("A text cannot be reckoned with."),
        (MathValue.Scalar(var a), _) => Map(right, b => combine(a, b)),
        (_, MathValue.Scalar(var b)) => Map(left, a => combine(a, b)),
        (MathValue.One(var a), MathValue.One(var b)) => new MathValue.One(a.Zip(b, combine)),
        (MathValue.Many(var all), MathValue.One(var b)) => new MathValue.Many([.. all.Select(a => a.Zip(b, combine))]),
        (MathValue.One(var a), MathValue.Many(var all)) => new MathValue.Many([.. all.Select(b => a.Zip(b, combine).Labelled(b.Label))]),
        _ => throw new MathException("Two arrays of time series cannot be combined by an operator."),
    };

    private static Func<double, double, double> Operator(string symbol) => symbol switch
    {
        "+" => (a, b) => a + b,
        "-" => (a, b) => a - b,
        "*" => (a, b) => a * b,
        "/" => (a, b) => a / b,
        "^" => Math.Pow,
        "==" => (a, b) => Truth(a.Equals(b)),
        "!=" => (a, b) => Truth(!a.Equals(b)),
        "<" => (a, b) => Truth(a < b),
        ">" => (a, b) => Truth(a > b),
        "<=" => (a, b) => Truth(a <= b),
        ">=" => (a, b) => Truth(a >= b),
        "AND" => (a, b) => Truth(a != 0 && b != 0),
        "OR" => (a, b) => Truth(a != 0 || b != 0),
        _ => throw new InvalidOperationException($"No operator is written {symbol}."),
    };

    private static double Truth(bool value) => value ? 1 : 0;
}
