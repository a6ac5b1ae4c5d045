using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>*</c>: the values of all members, arrays among them flattened.</summary>
internal sealed class WildcardNode(NodeShape shape) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var source = input.Computed is Items { IsOuterWrapper: true } wrapper ? wrapper[0] : input;
        var found = new List<Value>();
        var isPlain = false;
        if (source.IsArray)
        {
            foreach (var item in new ValueItems(source)) Add(item, found, ref isPlain, evaluator);
        }
        else
        {
            foreach (var member in new ValueMembers(source)) Add(member.Value, found, ref isPlain, evaluator);
        }

        // What went through $append is no longer a sequence.
        var result = new Items(isSequence: !isPlain, capacity: found.Count);
        foreach (var value in found) result.Add(value);
        evaluator.Charge(result.Size);
        return new Value(result);
    }

    private static void Add(in Value value, List<Value> found, ref bool isPlain, Evaluator evaluator)
    {
        isPlain |= value.IsArray;
        Flatten(value, found, evaluator);
    }

    private static void Flatten(in Value value, List<Value> found, Evaluator evaluator)
    {
        evaluator.Tick();
        if (!value.IsArray)
        {
            found.Add(value);
            return;
        }

        evaluator.Enter();
        foreach (var item in new ValueItems(value)) Flatten(item, found, evaluator);
        evaluator.Leave();
    }
}
