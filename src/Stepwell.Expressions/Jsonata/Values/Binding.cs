namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A variable and, behind it, those bound before.</summary>
internal sealed class Binding(string name, in Value value, Binding? next)
{
    public string Name { get; } = name;

    public Value Value { get; set; } = value;

    public Binding? Next { get; } = next;
}
