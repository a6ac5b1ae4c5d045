using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>function($a) { … }</c>.</summary>
internal sealed class LambdaNode(NodeShape shape, string[] parameters, Signature? signature, Node body) : Node(shape)
{
    public string[] Parameters { get; } = parameters;

    public Signature? Signature { get; } = signature;

    public Node Body { get; } = body;

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => new(new LambdaFunction(this, input, frame));
}
