using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>/a+/i</c>: a function that looks for a match in a text.</summary>
internal sealed class RegexNode(NodeShape shape, RegexLiteral regex) : Node(shape)
{
    private readonly Value _function = new(new RegexFunction(regex, shape.Position));

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => _function;
}
