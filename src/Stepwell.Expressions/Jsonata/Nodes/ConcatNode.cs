using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>&amp;</c>: both sides as text, undefined as nothing.</summary>
internal sealed class ConcatNode(NodeShape shape, Node left, Node right) : OperatorNode(shape, "&", left, right)
{
    protected override Value Combine(in Value left, in Value right, Evaluator evaluator)
    {
        var first = left.IsUndefined ? string.Empty : TextForm.Of(left, evaluator);
        var second = right.IsUndefined ? string.Empty : TextForm.Of(right, evaluator);
        evaluator.Charge(2L * ((long)first.Length + second.Length));
        return string.Concat(first, second);
    }
}
