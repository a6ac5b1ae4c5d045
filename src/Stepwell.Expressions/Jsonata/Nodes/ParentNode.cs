using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>%</c>: what a step before has left in the row under this label.</summary>
internal sealed class ParentNode(NodeShape shape, string label) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => frame.TryFind(label, out var value) ? value : default;
}
