using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>f(a, b)</c>. At the end of a function it only says what remains to be called.</summary>
/// <param name="name">What the function is called in errors, or null.</param>
internal sealed class CallNode(NodeShape shape, Node procedure, string? name, Node[] arguments, bool isTailCall) : Node(shape)
{
    public Node Procedure { get; } = procedure;

    public Value[] EvaluateArguments(in Value input, Frame frame, Evaluator evaluator)
    {
        if (arguments.Length == 0) return [];
        var values = new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Evaluate(input, frame, evaluator);
        return values;
    }

    /// <summary>Calls with one more argument in front.</summary>
    public Value Invoke(in Value first, in Value input, Frame frame, Evaluator evaluator)
    {
        var function = FunctionOf(input, frame, evaluator);
        return Invoke(function, [first, .. EvaluateArguments(input, frame, evaluator)], new CallSite(input, frame, evaluator));
    }

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        if (isTailCall) return new Value(new TailCall(this, input, frame));
        var function = FunctionOf(input, frame, evaluator);
        return Invoke(function, EvaluateArguments(input, frame, evaluator), new CallSite(input, frame, evaluator));
    }

    private Value Invoke(Function? function, Value[] values, in CallSite site)
    {
        // A function that is none has no place of its own to report.
        if (function is null) throw new JsonataException("T1006", token: name, position: Position);
        return site.Evaluator.Apply(function, values, site, name, Position);
    }

    private Function? FunctionOf(in Value input, Frame frame, Evaluator evaluator)
    {
        var value = Procedure.Evaluate(input, frame, evaluator);
        if (value.IsUndefined) MissingDollar.Check("T1005", Procedure, Position, frame, evaluator);
        return value.Function;
    }
}
