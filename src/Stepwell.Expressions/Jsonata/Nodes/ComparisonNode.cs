using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>The order of two numbers or of two texts (by UTF-16 code units).</summary>
internal sealed class ComparisonNode(NodeShape shape, string symbol, Node left, Node right) : OperatorNode(shape, symbol, left, right)
{
    protected override Value Combine(in Value left, in Value right, Evaluator evaluator)
    {
        if (!IsComparable(left) || !IsComparable(right))
            throw new JsonataException("T2010", (left.IsNumber || left.IsString ? right : left).ToJsonOrNull());
        if (left.IsUndefined || right.IsUndefined) return default;
        if (left.IsNumber != right.IsNumber)
            throw new JsonataException("T2009", left.ToJsonOrNull()) { Other = right.ToJsonOrNull() };
        return left.IsNumber ? Holds(left.Number(), right.Number()) : Holds(string.CompareOrdinal(left.Text(), right.Text()), 0);
    }

    private static bool IsComparable(in Value value) => value.IsUndefined || value.IsNumber || value.IsString;

    private bool Holds(double a, double b) => Symbol switch
    {
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        _ => a >= b,
    };
}
