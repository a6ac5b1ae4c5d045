using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>A variable, or the context where the name is empty.</summary>
/// <param name="isBoundHere">Whether the expression itself may bind the name.</param>
internal sealed class VariableNode(NodeShape shape, string name, bool isBoundHere, Function? builtIn) : Node(shape)
{
    public string Name { get; } = name;

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        if (Name.Length == 0) return input.Computed is Items { IsOuterWrapper: true } wrapper ? wrapper[0] : input;
        return isBoundHere && frame.TryFind(Name, out var value) ? value : evaluator.Global(Name, builtIn);
    }
}
