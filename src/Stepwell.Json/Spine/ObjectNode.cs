using System.Runtime.CompilerServices;
using Stepwell.Json.Text;

namespace Stepwell.Json.Spine;

/// <summary>An object that was computed, or listed from text where that cannot be read directly. Names differ, and have an order.</summary>
internal sealed class ObjectNode
{
    private readonly JsonMember[] _members;
    private NameIndex? _index;
    private int _utf8Length;

    public ObjectNode(JsonMember[] members)
    {
        _members = members;
        foreach (var member in members) Depth = Math.Max(Depth, member.Value.Depth);
        Depth++;
    }

    public ReadOnlySpan<JsonMember> Members => _members;

    public int Depth { get; }

    /// <summary>The length of the text; computed once. Racing threads compute the same.</summary>
    public int Utf8Length => _utf8Length != 0 ? _utf8Length : _utf8Length = MeasureUtf8();

    public JsonValue Find(ReadOnlySpan<byte> name)
    {
        var position = PositionOf(name);
        return position < 0 ? default : _members[position].Value;
    }

    public int PositionOf(ReadOnlySpan<byte> name)
    {
        if (_members.Length > NameIndex.MaxSearched) return (_index ??= new NameIndex(_members)).Find(_members, name);
        return Search(_members, name);
    }

    /// <summary>The position of the member named <paramref name="name"/>, or -1, from the first to the last.</summary>
    public static int Search(ReadOnlySpan<JsonMember> members, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].NameValue.StringEquals(name)) return i;
        }

        return -1;
    }

    public void WriteTo(ref Utf8Sink sink)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        sink.Write((byte)'{');
        for (var i = 0; i < _members.Length; i++)
        {
            if (i > 0) sink.Write((byte)',');
            _members[i].NameValue.WriteTo(ref sink);
            sink.Write((byte)':');
            _members[i].Value.WriteTo(ref sink);
        }

        sink.Write((byte)'}');
    }

    private int MeasureUtf8()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var punctuation = 2 + (2 * _members.Length) - (_members.Length == 0 ? 0 : 1);
        var length = punctuation;
        foreach (var member in _members) length = checked(length + member.NameValue.Utf8Length + member.Value.Utf8Length);
        return length;
    }
}
