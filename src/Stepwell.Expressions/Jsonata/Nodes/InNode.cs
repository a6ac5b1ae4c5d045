using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Whether a value is an item of an array, or is the other value.</summary>
internal sealed class InNode(NodeShape shape, Node left, Node right) : OperatorNode(shape, "in", left, right)
{
    protected override Value Combine(in Value left, in Value right, Evaluator evaluator)
    {
        if (left.IsUndefined || right.IsUndefined) return false;
        if (!right.IsArray) return Equality.AreIdentical(left, right, evaluator);
        foreach (var item in new ValueItems(right))
        {
            evaluator.Tick();
            if (Equality.AreIdentical(left, item, evaluator)) return true;
        }

        return false;
    }
}
