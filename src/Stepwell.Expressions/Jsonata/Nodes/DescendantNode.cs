using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>**</c>: the context and everything inside of it, but the arrays themselves.</summary>
internal sealed class DescendantNode(NodeShape shape) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        if (input.IsUndefined) return default;
        var found = new Items(isSequence: true);
        Collect(input, found, evaluator);
        return found.Count == 1 ? found[0] : new Value(found);
    }

    private static void Collect(in Value value, Items found, Evaluator evaluator)
    {
        evaluator.Enter();
        evaluator.Charge(24);
        if (value.IsArray)
        {
            foreach (var item in new ValueItems(value)) Collect(item, found, evaluator);
        }
        else
        {
            found.Add(value);
            foreach (var member in new ValueMembers(value)) Collect(member.Value, found, evaluator);
        }

        evaluator.Leave();
    }
}
