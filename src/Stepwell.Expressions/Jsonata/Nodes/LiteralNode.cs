using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>A string, a number, true, false or null.</summary>
internal sealed class LiteralNode(NodeShape shape, JsonValue value) : Node(shape)
{
    private readonly Value _value = value;

    public bool IsNumber { get; } = value.IsNumber;

    public double Number { get; } = value.IsNumber ? value.GetDouble() : 0;

    public bool IsText => _value.IsString;

    public string Text { get; } = value.IsString ? value.GetString() : string.Empty;

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => _value;
}
