using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Where a path has come to: one item, or an array of them.</summary>
internal readonly record struct PathItems(Value Value, bool IsSingle)
{
    public bool IsEmpty => Value.IsUndefined || (!IsSingle && Value.IsArray && Value.Count == 0);

    /// <summary>The items as an array.</summary>
    public Value ToArray() => IsSingle ? new Value(Items.Sequence(Value)) : Value;
}
