using System.Numerics;
using Stepwell.Json.Text;

namespace Stepwell.Json.Spine;

/// <summary>
/// Finds a member by name in a large object: open addressing, linear probing, at most half full. The members stay with the caller;
/// the table holds their positions plus one, and 0 where it is free.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>Objects with no more members are searched from the first to the last.</summary>
    public const int MaxSearched = 64;

    private int[] _table = [];

    public NameIndex(ReadOnlySpan<JsonMember> members) => Rebuild(members);

    /// <summary>The position of the member named <paramref name="name"/>, or -1.</summary>
    public int Find(ReadOnlySpan<JsonMember> members, ReadOnlySpan<byte> name)
    {
        for (var entry = Home(name); ; entry = Next(entry))
        {
            var position = _table[entry] - 1;
            if (position < 0 || members[position].NameValue.StringEquals(name)) return position;
        }
    }

    /// <summary>Adds the last of the members, whose name is new.</summary>
    public void AddLast(ReadOnlySpan<JsonMember> members, ReadOnlySpan<byte> name)
    {
        if (members.Length * 2 > _table.Length) Rebuild(members);
        else Place(name, members.Length);
    }

    private void Rebuild(ReadOnlySpan<JsonMember> members)
    {
        _table = new int[BitOperations.RoundUpToPowerOf2((uint)members.Length * 2 + 1)];
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        for (var i = 0; i < members.Length; i++) Place(UnescapedText.Of(members[i].NameValue, scratch), i + 1);
    }

    private void Place(ReadOnlySpan<byte> name, int value)
    {
        var entry = Home(name);
        while (_table[entry] != 0) entry = Next(entry);
        _table[entry] = value;
    }

    private int Home(ReadOnlySpan<byte> name) => NameHash.Of(name) & (_table.Length - 1);

    private int Next(int entry) => (entry + 1) & (_table.Length - 1);
}
