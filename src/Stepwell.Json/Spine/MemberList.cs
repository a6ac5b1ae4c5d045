using Stepwell.Json.Text;

namespace Stepwell.Json.Spine;

/// <summary>Collects members: a name that comes again keeps its place and takes the new value.</summary>
internal sealed class MemberList
{
    private JsonMember[] _members = [];
    private NameIndex? _index;

    public int Count { get; private set; }

    private ReadOnlySpan<JsonMember> Members => _members.AsSpan(0, Count);

    public void Set(JsonMember member)
    {
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        var name = UnescapedText.Of(member.NameValue, scratch);
        var position = PositionOf(name);
        if (position >= 0)
        {
            _members[position] = new JsonMember(_members[position].NameValue, member.Value);
            return;
        }

        if (Count == _members.Length) Array.Resize(ref _members, Math.Max(4, Count * 2));
        _members[Count++] = member;
        _index?.AddLast(Members, name);
    }

    /// <summary>What was collected so far.</summary>
    public JsonMember[] ToArray() => Members.ToArray();

    private int PositionOf(ReadOnlySpan<byte> name)
    {
        if (Count > NameIndex.MaxSearched) return (_index ??= new NameIndex(Members)).Find(Members, name);
        return ObjectNode.Search(Members, name);
    }
}
