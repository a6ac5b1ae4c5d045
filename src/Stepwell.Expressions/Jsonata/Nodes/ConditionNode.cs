using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>a ? b : c</c>; undefined where c is to be and is not there.</summary>
internal sealed class ConditionNode(NodeShape shape, Node condition, Node consequence, Node? alternative) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        if (Truth.Of(condition.Evaluate(input, frame, evaluator))) return consequence.Evaluate(input, frame, evaluator);
        return alternative is null ? default : alternative.Evaluate(input, frame, evaluator);
    }
}
