using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

internal sealed class NegationNode(NodeShape shape, Node operand) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var value = operand.Evaluate(input, frame, evaluator);
        if (value.IsUndefined) return default;
        return value.TryGetNumber(out var number)
            ? -number
            : throw new JsonataException("D1002", value.ToJsonOrNull(), "-", Position);
    }
}
