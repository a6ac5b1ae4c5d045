using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>f(?, a)</c>: a function of what is left open.</summary>
/// <param name="arguments">Null where a question mark is.</param>
internal sealed class PartialNode(NodeShape shape, Node procedure, string? name, Node?[] arguments) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var values = new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i]?.Evaluate(input, frame, evaluator) ?? default;
        var value = procedure.Evaluate(input, frame, evaluator);
        if (value.IsUndefined) MissingDollar.Check("T1007", procedure, Position, frame, evaluator);
        if (value.Function is not { } function) throw new JsonataException("T1008", token: name, position: Position);
        // One that takes any number of arguments gets the first.
        var taken = Math.Max(1, function.Arity);
        var holes = Enumerable.Range(0, Math.Min(taken, arguments.Length)).Where(i => arguments[i] is null);
        Array.Resize(ref values, taken);
        return new Value(new PartialFunction(function, values, [.. holes]));
    }
}
