using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>
/// A computed array. One that came from a path is a <em>sequence</em>: of no item it means undefined, of one item that item.
/// A range keeps only its bounds until it is changed. For the evaluating thread only.
/// </summary>
internal sealed class Items
{
    private Value[] _values;
    private double _rangeStart;
    private bool _isRange;

    public Items(bool isSequence = false, int capacity = 0)
    {
        IsSequence = isSequence;
        _values = capacity == 0 ? [] : new Value[capacity];
    }

    private Items(Value[] values, int count)
    {
        _values = values;
        Count = count;
    }

    public int Count { get; private set; }

    /// <summary>Bytes that it takes, roughly.</summary>
    public long Size => _isRange ? 64 : 64 + 24L * Count;

    public bool IsSequence { get; init; }

    /// <summary>A sequence of one item stays an array.</summary>
    public bool KeepSingleton { get; set; }

    /// <summary>Stands around an array that is the input as a whole.</summary>
    public bool IsOuterWrapper { get; init; }

    /// <summary>Made by an array constructor at the end of a path: is not flattened into what holds it.</summary>
    public bool IsConstructed { get; set; }

    /// <summary>Each item is a <see cref="TupleRow"/>.</summary>
    public bool IsTupleStream { get; init; }

    public Value this[int index] => _isRange ? _rangeStart + index : _values[index];

    /// <summary>What the sequence means as a value.</summary>
    public Value Unwrapped() => Count == 0 ? default : Count == 1 && !KeepSingleton ? this[0] : new Value(this);

    public static Items Sequence(in Value item)
    {
        var items = new Items(isSequence: true, capacity: 1);
        items.Add(item);
        return items;
    }

    /// <summary>A sequence of one item that stays an array.</summary>
    public static Items KeptSequence(in Value item)
    {
        var items = Sequence(item);
        items.KeepSingleton = true;
        return items;
    }

    public static Items Of(params Value[] values) => new(values, values.Length);

    public static Items Range(double start, int count) => new([], count) { _rangeStart = start, _isRange = true, IsSequence = true };

    public static Items FromJson(JsonValue array)
    {
        var values = new Value[array.Count];
        var index = 0;
        foreach (var item in array.Items) values[index++] = item;
        return new Items(values, values.Length);
    }

    /// <summary>The same items as an array that is no sequence.</summary>
    public Items ToPlain() => _isRange
        ? new Items([], Count) { _rangeStart = _rangeStart, _isRange = true }
        : new Items(_values.AsSpan(0, Count).ToArray(), Count);

    public void Add(in Value value)
    {
        if (_isRange) Unroll();
        if (Count == _values.Length) Array.Resize(ref _values, Math.Max(4, Count * 2));
        _values[Count++] = value;
    }

    /// <summary>Adds the items of an array.</summary>
    public void AddAll(in Value array)
    {
        foreach (var item in new ValueItems(array)) Add(item);
    }

    /// <summary>Adds the items of an array that is meant to be flattened, and anything else as it is.</summary>
    public void AddFlat(in Value value)
    {
        if (value.IsArray && value.Computed is not Items { IsConstructed: true }) AddAll(value);
        else Add(value);
    }

    /// <summary>A new array of the same items.</summary>
    public Value[] ToArray()
    {
        if (_isRange) Unroll();
        return _values.AsSpan(0, Count).ToArray();
    }

    private void Unroll()
    {
        var values = new Value[Count];
        for (var i = 0; i < values.Length; i++) values[i] = _rangeStart + i;
        _values = values;
        _isRange = false;
    }
}
