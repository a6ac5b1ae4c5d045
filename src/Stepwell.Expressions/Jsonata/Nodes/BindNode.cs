using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>$a := b</c>; its value is b.</summary>
internal sealed class BindNode(NodeShape shape, string name, Node value) : Node(shape)
{
    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var result = value.Evaluate(input, frame, evaluator);
        frame.Bind(name, result);
        return result;
    }
}
