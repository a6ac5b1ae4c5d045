using Stepwell.Json.Parsing;
using Stepwell.Json.Spine;
using Stepwell.Json.Text;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    /// <summary>
    /// The object with a member set, in its place or at the end; everything else is shared. A missing value removes the member.
    /// Takes time in proportion to the members of this object: collect many with <see cref="JsonObjectBuilder"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not an object.</exception>
    /// <exception cref="JsonDepthException">The result would nest too deep.</exception>
    public JsonValue With(string name, JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (value.IsMissing) return Without(name);
        var source = Listed;
        var position = source.PositionOf(name);
        var members = source.CopyMembers(extra: position < 0 ? 1 : 0);
        if (position < 0) members[^1] = new JsonMember(String(name), value);
        else members[position] = new JsonMember(members[position].NameValue, value);
        return FromMembers(members);
    }

    /// <summary>The object without the member of that name; this very value if there is none.</summary>
    /// <exception cref="InvalidOperationException">Not an object.</exception>
    public JsonValue Without(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var source = Listed;
        var position = source.PositionOf(name);
        if (position < 0) return this;
        var members = source.CopyMembers(extra: 0);
        return FromMembers([.. members[..position], .. members[(position + 1)..]]);
    }

    /// <summary>The array with another item at an index that it has.</summary>
    /// <exception cref="InvalidOperationException">Not an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no item at <paramref name="index"/>.</exception>
    /// <exception cref="ArgumentException">The item is missing.</exception>
    /// <exception cref="JsonDepthException">The result would nest too deep.</exception>
    public JsonValue WithItem(int index, JsonValue value)
    {
        if (value.IsMissing) throw new ArgumentException("An array has no missing items.", nameof(value));
        var items = CopyItems(extra: 0);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, items.Length);
        items[index] = value;
        return FromItems(items);
    }

    /// <summary>The array with one more item at the end; this very value if the item is missing.</summary>
    /// <exception cref="InvalidOperationException">Not an array.</exception>
    /// <exception cref="JsonDepthException">The result would nest too deep.</exception>
    public JsonValue Append(JsonValue item)
    {
        if (!IsArray) throw NotA(JsonKind.Array);
        if (item.IsMissing) return this;
        var items = CopyItems(extra: 1);
        items[^1] = item;
        return FromItems(items);
    }

    private int PositionOf(string name)
    {
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        var utf8 = UnescapedText.Of(name, scratch);
        return _store switch
        {
            ParsedText parsed when IsObject => parsed.PositionOf(Slot, utf8),
            ObjectNode node => node.PositionOf(utf8),
            _ => throw NotA(JsonKind.Object),
        };
    }

    private JsonMember[] CopyMembers(int extra)
    {
        var members = new JsonMember[Count + extra];
        var i = 0;
        foreach (var member in Members) members[i++] = member;
        return members;
    }

    private JsonValue[] CopyItems(int extra)
    {
        if (!IsArray) throw NotA(JsonKind.Array);
        var items = new JsonValue[Count + extra];
        var i = 0;
        foreach (var item in Items) items[i++] = item;
        return items;
    }
}
