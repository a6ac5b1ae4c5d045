using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Expressions in parentheses: the last one is the value. Variables bound inside end with it.</summary>
/// <param name="binds">Whether any expression may bind a variable here, so that there must be a frame for it.</param>
internal sealed class BlockNode(NodeShape shape, Node[] statements, bool binds) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var local = binds ? new Frame(frame) : frame;
        var result = default(Value);
        foreach (var statement in statements) result = statement.Evaluate(input, local, evaluator);
        return result;
    }
}
