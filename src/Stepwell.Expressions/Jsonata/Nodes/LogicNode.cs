using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>and</c> and <c>or</c>: the right side is only evaluated where it matters.</summary>
internal sealed class LogicNode(NodeShape shape, string symbol, Node left, Node right) : Node(shape)
{
    private readonly bool _decides = symbol == "or";

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var first = left.Evaluate(input, frame, evaluator);
        try
        {
            return Truth.Of(first) == _decides ? _decides : Truth.Of(right.Evaluate(input, frame, evaluator));
        }
        catch (JsonataException e) when (e.PassesOperator(symbol, Position))
        {
            throw;
        }
    }
}
