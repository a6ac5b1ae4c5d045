using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>An item to be sorted, and what the terms are for it once somebody has asked.</summary>
/// <param name="isRow">The terms see what the item is in its row, and the row's variables.</param>
internal sealed class SortKeys(in Value item, int terms, bool isRow)
{
    private readonly Value[] _values = new Value[terms];
    private int _evaluated;

    public Value Item { get; } = item;

    /// <summary>The value of a term; terms are asked for in order.</summary>
    public Value Term(int index, Node expression, Frame frame, Evaluator evaluator)
    {
        if (index < _evaluated) return _values[index];
        _values[index] = isRow && Item.Computed is TupleRow row
            ? expression.Evaluate(row.Context, new Frame(frame, row.Bindings), evaluator)
            : expression.Evaluate(Item, frame, evaluator);
        _evaluated = index + 1;
        return _values[index];
    }
}
