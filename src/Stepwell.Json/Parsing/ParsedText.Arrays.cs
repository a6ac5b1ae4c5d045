using System.Collections.Concurrent;

namespace Stepwell.Json.Parsing;

internal sealed partial class ParsedText
{
    /// <summary>Items up to this one are reached by walking; for those beyond, a table of all is made.</summary>
    private const int MaxWalkedItems = 16;

    private ConcurrentDictionary<int, int[]>? _itemTables;

    public JsonValue Item(int array, int index)
    {
        var count = RawCount(array);
        if ((uint)index >= (uint)count) return default;
        var slot = array + 2;
        var hasOnlyScalars = Next(array) == slot + count;
        if (hasOnlyScalars) return ValueAt(slot + index);
        if (index > MaxWalkedItems) return ValueAt(ItemTable(array)[index]);

        for (; index > 0; index--) slot = Next(slot);
        return ValueAt(slot);
    }

    private int[] ItemTable(int array)
    {
        var tables = _itemTables ?? Interlocked.CompareExchange(ref _itemTables, new(), null) ?? _itemTables;
        return tables.GetOrAdd(array, static (array, text) => text.ListItems(array), this);
    }

    private int[] ListItems(int array)
    {
        var items = new int[RawCount(array)];
        var slot = array + 2;
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = slot;
            slot = Next(slot);
        }

        return items;
    }
}
