using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>a ?: b</c> takes a if it is true, <c>a ?? b</c> if it is defined; else b.</summary>
internal sealed class DefaultNode(NodeShape shape, Node preferred, Node otherwise, bool needsTruth) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var value = preferred.Evaluate(input, frame, evaluator);
        var isGood = needsTruth ? Truth.Of(value) : !value.IsUndefined;
        return isGood ? value : otherwise.Evaluate(input, frame, evaluator);
    }
}
