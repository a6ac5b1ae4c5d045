using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

internal sealed class ArithmeticNode(NodeShape shape, string symbol, Node left, Node right) : OperatorNode(shape, symbol, left, right)
{
    private readonly char _operator = symbol[0];

    protected override Value Combine(in Value left, in Value right, Evaluator evaluator)
    {
        var a = NumberOf(left, "T2001");
        var b = NumberOf(right, "T2002");
        if (left.IsUndefined || right.IsUndefined) return default;
        return _operator switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            '/' => a / b,
            _ => a % b,
        };
    }

    private static double NumberOf(in Value value, string code) => value.TryGetNumber(out var number) || value.IsUndefined
        ? number
        : throw new JsonataException(code, value.ToJsonOrNull());
}
