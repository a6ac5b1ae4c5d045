using Stepwell.Wire.Rest;

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

    /// <summary>For members that have other names in XML, or their own places in HTTP.</summary>
    public MemberTable(params ReadOnlySpan<Member> members)
    {
        _members = members.ToArray();
        HasDocument = false;
        for (var i = 0; i < _members.Length; i++)
        {
            HasDocument |= _members[i].Http is null;
            if (_members[i].Http is { IsPayload: true }) PayloadIndex = i;
        }
    }

    /// <summary>Of a structure without members.</summary>
    public MemberTable() => (_members, HasDocument) = ([], false);

    public int Count => _members.Length;

    /// <summary>Exactly one member is set; a request that names an unknown one besides is wrong.</summary>
    public bool IsUnion { get; init; }

    /// <summary>Whether any member belongs into the document, that is into the body beside others.</summary>
    public bool HasDocument { get; } = true;

    /// <summary>The place of the member that is the whole body, or -1.</summary>
    public int PayloadIndex { get; } = -1;

    /// <summary>The binding of the member that is the whole body.</summary>
    public HttpBinding? Payload => PayloadIndex < 0 ? null : _members[PayloadIndex].Http;

    public ref readonly Member this[int index] => ref _members[index];

    /// <summary>Whether a member is this header.</summary>
    public bool HasHeader(string name)
    {
        foreach (var member in _members)
            if (member.Http is { Location: HttpLocation.Header } binding && binding.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Returns the index of the member with this unescaped name, or -1. <paramref name="hint"/> is tried first.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, int hint)
    {
        if ((uint)hint < (uint)_members.Length && _members[hint].Name.EncodedUtf8Bytes.SequenceEqual(name)) return hint;
        for (var i = 0; i < _members.Length; i++)
            if (_members[i].Name.EncodedUtf8Bytes.SequenceEqual(name)) return i;
        return -1;
    }
}
