using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>[a, b]</c>: arrays among the items are flattened, but those that are written as arrays.</summary>
internal sealed class ArrayNode(NodeShape shape, (Node Node, bool IsArray)[] items, bool isConstructed) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var result = new Items(capacity: items.Length) { IsConstructed = isConstructed };
        foreach (var (node, isArray) in items)
        {
            var value = node.Evaluate(input, frame, evaluator);
            if (value.IsUndefined) continue;
            if (!isArray && value.Computed is Items range && items.Length == 1)
            {
                result = range.ToPlain();
                result.IsConstructed = isConstructed;
            }
            else if (isArray)
            {
                result.Add(value);
            }
            else
            {
                if (value.IsArray) evaluator.Charge(24L * value.Count);
                Append.Into(result, value);
            }
        }

        evaluator.Charge(result.Size);
        return new Value(result);
    }
}
