using System.Collections.Concurrent;
using Stepwell.Json.Spine;

namespace Stepwell.Json.Parsing;

internal sealed partial class ParsedText
{
    private ConcurrentDictionary<int, ObjectNode>? _memberLists;

    /// <summary>Whether names of an object repeat or have escapes, so that it cannot be read straight from the table.</summary>
    public bool NeedsList(int obj) => Token.IsFlagged(slots[obj]);

    public int Count(int obj) => NeedsList(obj) ? MemberList(obj).Members.Length : RawCount(obj);

    public JsonMember MemberAt(int name) => new(new JsonValue(this, JsonKind.String, name), ValueAt(name + 1));

    public JsonValue Member(int obj, ReadOnlySpan<byte> name)
    {
        if (RawCount(obj) > NameIndex.MaxSearched) return MemberList(obj).Find(name);
        var slot = NeedsList(obj) ? LastOf(obj, name) : FirstOf(obj, name, out _);
        return slot == None ? default : ValueAt(slot + 1);
    }

    /// <summary>Which member has that name, counted from 0, or -1. For objects that need no list.</summary>
    public int PositionOf(int obj, ReadOnlySpan<byte> name)
    {
        if (RawCount(obj) > NameIndex.MaxSearched) return MemberList(obj).PositionOf(name);
        FirstOf(obj, name, out var position);
        return position;
    }

    /// <summary>The members of an object without duplicates. Kept if they are many.</summary>
    public ObjectNode MemberList(int obj)
    {
        if (RawCount(obj) <= NameIndex.MaxSearched) return ListMembers(obj);
        var lists = _memberLists ?? Interlocked.CompareExchange(ref _memberLists, new(), null) ?? _memberLists;
        return lists.GetOrAdd(obj, static (obj, text) => text.ListMembers(obj), this);
    }

    private int FirstOf(int obj, ReadOnlySpan<byte> name, out int position)
    {
        var slot = obj + 2;
        var count = RawCount(obj);
        for (position = 0; position < count; position++)
        {
            if (StringContent(slot).SequenceEqual(name)) return slot;
            slot = Next(slot + 1);
        }

        position = None;
        return None;
    }

    private int LastOf(int obj, ReadOnlySpan<byte> name)
    {
        var last = None;
        var slot = obj + 2;
        for (var count = RawCount(obj); count > 0; count--)
        {
            if (StringEquals(slot, name)) last = slot;
            slot = Next(slot + 1);
        }

        return last;
    }

    private ObjectNode ListMembers(int obj)
    {
        var all = new JsonMember[RawCount(obj)];
        var slot = obj + 2;
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = MemberAt(slot);
            slot = Next(slot + 1);
        }

        return new ObjectNode(NeedsList(obj) ? WithoutDuplicates(all) : all);
    }

    private static JsonMember[] WithoutDuplicates(JsonMember[] all)
    {
        var members = new MemberList();
        foreach (var member in all) members.Set(member);
        return members.ToArray();
    }
}
