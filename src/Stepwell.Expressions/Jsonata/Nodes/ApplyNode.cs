using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>a ~> f</c>: a becomes the first argument; of two functions, one after the other.</summary>
internal sealed class ApplyNode(NodeShape shape, Node left, Node right) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var argument = left.Evaluate(input, frame, evaluator);
        if (right is CallNode call) return call.Invoke(argument, input, frame, evaluator);
        var value = right.Evaluate(input, frame, evaluator);
        if (value.Function is not { } function) throw new JsonataException("T2006", value.ToJsonOrNull(), position: Position);
        if (argument.Function is { } first) return new Value(new ChainFunction(first, function));
        return evaluator.Apply(function, [argument], new CallSite(JsonValue.Null, frame, evaluator));
    }

}
