using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>=</c> and <c>!=</c>: both false where a side is undefined.</summary>
internal sealed class EqualityNode(NodeShape shape, string symbol, Node left, Node right) : OperatorNode(shape, symbol, left, right)
{
    private readonly bool _expected = symbol == "=";

    protected override Value Combine(in Value left, in Value right, Evaluator evaluator) =>
        !left.IsUndefined && !right.IsUndefined && Equality.AreEqual(left, right, evaluator) == _expected;
}
