using System.Text.Json;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Protocols;

/// <summary>Writes shapes as awsJson has them.</summary>
internal readonly struct JsonShapeWriter(Utf8JsonWriter json) : IShapeWriter
{
    public void BeginStructure() => json.WriteStartObject();

    public void Member(in Member member) => json.WritePropertyName(member.Name);

    public void EndStructure() => json.WriteEndObject();

    public void BeginList(ListNames names) => json.WriteStartArray();

    public void EndList() => json.WriteEndArray();

    public void BeginMap(MapNames names) => json.WriteStartObject();

    public void Key(string key) => json.WritePropertyName(key);

    public void EndMap() => json.WriteEndObject();

    public void WriteNull() => json.WriteNullValue();

    public void WriteString(string value) => json.WriteStringValue(value);

    public void WriteBoolean(bool value) => json.WriteBooleanValue(value);

    public void WriteByte(sbyte value) => WriteInteger(value);

    public void WriteShort(short value) => WriteInteger(value);

    public void WriteInteger(int value) => json.WriteNumberValue(value);

    public void WriteLong(long value) => json.WriteNumberValue(value);

    public void WriteFloat(float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(NotFinite(value));
    }

    public void WriteDouble(double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(NotFinite(value));
    }

    public void WriteBlob(ReadOnlyMemory<byte> value) => json.WriteBase64StringValue(value.Span);

    public void WriteTimestamp(DateTimeOffset value, TimestampFormat format)
    {
        switch (format)
        {
            case TimestampFormat.Iso8601:
                json.WriteStringValue(Timestamps.Iso8601(value));
                break;
            case TimestampFormat.HttpDate:
                json.WriteStringValue(Timestamps.HttpDate(value));
                break;
            default:
                WriteEpochSeconds(value.ToUnixTimeMilliseconds());
                break;
        }
    }

    public void WriteDocument(JsonElement value) => value.WriteTo(json);

    private void WriteEpochSeconds(long milliseconds)
    {
        if (milliseconds % 1000 == 0) json.WriteNumberValue(milliseconds / 1000);
        else json.WriteNumberValue(milliseconds / 1000m);
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
