using System.Text.Json;

namespace Stepwell.Wire.Shapes;

/// <summary>A writer of one response in some protocol. Members that are null are not written at all.</summary>
public interface IShapeWriter
{
    void BeginStructure();

    /// <summary>Names the value that is written next.</summary>
    void Member(in Member member);

    void EndStructure();

    void BeginList(ListNames names);

    void EndList();

    void BeginMap(MapNames names);

    /// <summary>Gives the key of the value that is written next.</summary>
    void Key(string key);

    void EndMap();

    void WriteNull();

    void WriteString(string value);

    void WriteBoolean(bool value);

    void WriteByte(sbyte value);

    void WriteShort(short value);

    void WriteInteger(int value);

    void WriteLong(long value);

    void WriteFloat(float value);

    void WriteDouble(double value);

    void WriteBlob(ReadOnlyMemory<byte> value);

    /// <param name="value">Any offset; written in UTC.</param>
    /// <param name="format">What the model asks for; <see cref="TimestampFormat.Default"/> leaves it to the protocol.</param>
    void WriteTimestamp(DateTimeOffset value, TimestampFormat format);

    void WriteDocument(JsonElement value);
}
