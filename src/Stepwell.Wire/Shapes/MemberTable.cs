namespace Stepwell.Wire.Shapes;

/// <summary>The members of one structure in the order of the model, and the way from a name on the wire to its index.</summary>
public sealed class MemberTable
{
    private readonly Member[] _members;

    public MemberTable(params ReadOnlySpan<string> names)
    {
        _members = new Member[names.Length];
        for (var i = 0; i < names.Length; i++) _members[i] = new Member(names[i]);
    }

    /// <summary>For members that have other names in XML.</summary>
    public MemberTable(params ReadOnlySpan<Member> members) => _members = members.ToArray();

    /// <summary>Of a structure without members.</summary>
    public MemberTable() => _members = [];

    public int Count => _members.Length;

    public ref readonly Member this[int index] => ref _members[index];

    /// <summary>Returns the index of the member with this unescaped name, or -1. <paramref name="hint"/> is tried first.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, int hint)
    {
        if ((uint)hint < (uint)_members.Length && _members[hint].Name.EncodedUtf8Bytes.SequenceEqual(name)) return hint;
        for (var i = 0; i < _members.Length; i++)
            if (_members[i].Name.EncodedUtf8Bytes.SequenceEqual(name)) return i;
        return -1;
    }
}
