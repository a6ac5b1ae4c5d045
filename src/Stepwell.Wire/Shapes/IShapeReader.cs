using System.Text.Json;

namespace Stepwell.Wire.Shapes;

/// <summary>
/// A pull reader over one request in some protocol. Every method throws <see cref="SerializationException"/> where the request has
/// something else at this place.
/// </summary>
public interface IShapeReader
{
    void BeginStructure();

    /// <summary>
    /// Moves to the next member that the table knows and that is not null, or ends the structure and returns false. Unknown
    /// members are skipped. Start with an index of -1 and pass it back: the next member is usually the next one in the table.
    /// </summary>
    bool NextMember(MemberTable members, ref int index);

    void BeginList(ListNames names);

    bool NextElement();

    void BeginMap(MapNames names);

    bool NextEntry(out string key);

    /// <summary>Consumes a null and returns true, or leaves the value to be read. For elements of sparse lists and maps.</summary>
    bool TryReadNull();

    string ReadString();

    bool ReadBoolean();

    int ReadInteger();

    long ReadLong();

    float ReadFloat();

    double ReadDouble();

    /// <summary>Returns memory that the caller may keep.</summary>
    ReadOnlyMemory<byte> ReadBlob();

    /// <param name="format">
    /// What the model asks for. The REST protocols take nothing else; the others take every form that clients send, since the forms cannot be
    /// confused with each other.
    /// </param>
    DateTimeOffset ReadTimestamp(TimestampFormat format);

    JsonElement ReadDocument();
}
