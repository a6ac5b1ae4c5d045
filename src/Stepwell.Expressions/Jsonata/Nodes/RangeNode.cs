using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>a..b</c> in an array constructor: the integers from a to b, both included.</summary>
internal sealed class RangeNode(NodeShape shape, Node left, Node right) : OperatorNode(shape, "..", left, right)
{
    private const double MaxCount = 1e7;

    protected override Value Combine(in Value left, in Value right, Evaluator evaluator)
    {
        var from = IntegerOf(left, "T2003");
        var to = IntegerOf(right, "T2004");
        if (left.IsUndefined || right.IsUndefined || from > to) return default;
        var count = to - from + 1;
        if (count > MaxCount) throw new JsonataException("D2014", JsonValue.Number(count));
        return new Value(Items.Range(from, (int)count));
    }

    private static double IntegerOf(in Value value, string code)
    {
        if (value.IsUndefined) return 0;
        var number = value.IsNumber ? value.Number() : double.NaN;
        return Math.Floor(number) == number && double.IsFinite(number) ? number : throw new JsonataException(code, value.ToJsonOrNull());
    }
}
