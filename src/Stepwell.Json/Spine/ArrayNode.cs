using System.Runtime.CompilerServices;
using Stepwell.Json.Text;

namespace Stepwell.Json.Spine;

/// <summary>An array that was computed.</summary>
internal sealed class ArrayNode
{
    private readonly JsonValue[] _items;
    private int _utf8Length;

    public ArrayNode(JsonValue[] items)
    {
        _items = items;
        foreach (var item in items) Depth = Math.Max(Depth, item.Depth);
        Depth++;
    }

    public ReadOnlySpan<JsonValue> Items => _items;

    public int Depth { get; }

    /// <summary>The length of the text; computed once. Racing threads compute the same.</summary>
    public int Utf8Length => _utf8Length != 0 ? _utf8Length : _utf8Length = MeasureUtf8();

    public void WriteTo(ref Utf8Sink sink)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        sink.Write((byte)'[');
        for (var i = 0; i < _items.Length; i++)
        {
            if (i > 0) sink.Write((byte)',');
            _items[i].WriteTo(ref sink);
        }

        sink.Write((byte)']');
    }

    private int MeasureUtf8()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var length = 2 + Math.Max(0, _items.Length - 1);
        foreach (var item in _items) length = checked(length + item.Utf8Length);
        return length;
    }
}
