namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A computed object: names in the order in which they were set first. For the evaluating thread only.</summary>
internal sealed class Members
{
    private const int IndexedFrom = 12;

    private string[] _names;
    private Value[] _values;
    private Dictionary<string, int>? _positions;

    public Members(int capacity = 4)
    {
        _names = new string[capacity];
        _values = new Value[capacity];
    }

    public int Count { get; private set; }

    public string NameAt(int index) => _names[index];

    public Value ValueAt(int index) => _values[index];

    /// <summary>The member's value, or undefined.</summary>
    public Value Get(string name)
    {
        var position = PositionOf(name);
        return position < 0 ? default : _values[position];
    }

    public int PositionOf(string name)
    {
        if (_positions is not null) return _positions.TryGetValue(name, out var position) ? position : -1;
        for (var i = 0; i < Count; i++)
        {
            if (_names[i] == name) return i;
        }

        return -1;
    }

    /// <summary>Sets a member: a name that comes again keeps its place.</summary>
    public void Set(string name, in Value value)
    {
        var position = PositionOf(name);
        if (position < 0) Append(name, value);
        else _values[position] = value;
    }

    public void SetAt(int index, in Value value) => _values[index] = value;

    public void Remove(string name)
    {
        var position = PositionOf(name);
        if (position < 0) return;
        Array.Copy(_names, position + 1, _names, position, Count - position - 1);
        Array.Copy(_values, position + 1, _values, position, Count - position - 1);
        Count--;
        _positions = null;
        if (Count >= IndexedFrom) MakeIndex();
    }

    private void Append(string name, in Value value)
    {
        if (Count == _names.Length)
        {
            var capacity = Math.Max(4, Count * 2);
            Array.Resize(ref _names, capacity);
            Array.Resize(ref _values, capacity);
        }

        _names[Count] = name;
        _values[Count++] = value;
        if (_positions is not null) _positions.Add(name, Count - 1);
        else if (Count >= IndexedFrom) MakeIndex();
    }

    private void MakeIndex()
    {
        _positions = new Dictionary<string, int>(Count * 2, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) _positions.Add(_names[i], i);
    }
}
