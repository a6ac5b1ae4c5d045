using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>An operator over two values that are both evaluated first.</summary>
internal abstract class OperatorNode(NodeShape shape, string symbol, Node left, Node right) : Node(shape)
{
    protected string Symbol { get; } = symbol;

    protected sealed override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var first = left.Evaluate(input, frame, evaluator);
        var second = right.Evaluate(input, frame, evaluator);
        try
        {
            return Combine(first, second, evaluator);
        }
        catch (JsonataException e) when (e.PassesOperator(Symbol, Position))
        {
            throw;
        }
    }

    protected abstract Value Combine(in Value left, in Value right, Evaluator evaluator);
}
