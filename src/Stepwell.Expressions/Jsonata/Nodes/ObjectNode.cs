using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>{"a": b}</c>.</summary>
internal sealed class ObjectNode(NodeShape shape, Group group) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => group.Evaluate(input, frame, evaluator);
}
