using System.Text;
using System.Text.Json;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Rest;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Streams;

/// <summary>Spreads an event over the headers and the payload of its frame; what lies in the document is JSON.</summary>
internal struct EventShapeWriter(EventHeaders headers, ResponseBuffer payload) : IShapeWriter
{
    private Utf8JsonWriter? _writer;
    private JsonShapeWriter _json;
    private string? _contentType;
    private HttpBinding? _binding;
    private int _depth;

    private readonly bool IsHeader => _binding is { Location: HttpLocation.EventHeader };

    /// <param name="members">Of the event; null: it has a document.</param>
    public void End(MemberTable? members)
    {
        if (members is null or { PayloadIndex: < 0, HasDocument: true })
        {
            if (_writer is null) BeginDocument().WriteStartObject();
            _writer!.WriteEndObject();
        }

        _writer?.Flush();
        if (_contentType is not null) headers.Add(":content-type", _contentType);
    }

    public void BeginStructure()
    {
        if (_depth++ > 0) _json.BeginStructure();
    }

    public void Member(in Member member)
    {
        if (_depth == 1)
        {
            _binding = member.Http;
            if (_binding is { Location: HttpLocation.DocumentPayload }) BeginDocument();
            if (_binding is { IsPayload: true }) _contentType = _binding.ContentType;
            if (_binding is not null) return;
            if (_writer is null) BeginDocument().WriteStartObject();
        }

        _json.Member(member);
    }

    public void EndStructure()
    {
        if (--_depth > 0) _json.EndStructure();
    }

    public readonly void BeginList(ListNames names) => _json.BeginList(names);

    public readonly void EndList() => _json.EndList();

    public readonly void BeginMap(MapNames names) => _json.BeginMap(names);

    public readonly void Key(string key) => _json.Key(key);

    public readonly void EndMap() => _json.EndMap();

    public readonly void WriteNull() => _json.WriteNull();

    public readonly void WriteString(string value)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else if (_binding is { Location: HttpLocation.TextPayload }) Encoding.UTF8.GetBytes(value, payload);
        else _json.WriteString(value);
    }

    public readonly void WriteBoolean(bool value)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else _json.WriteBoolean(value);
    }

    public readonly void WriteByte(sbyte value)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else _json.WriteByte(value);
    }

    public readonly void WriteShort(short value)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else _json.WriteShort(value);
    }

    public readonly void WriteInteger(int value)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else _json.WriteInteger(value);
    }

    public readonly void WriteLong(long value)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else _json.WriteLong(value);
    }

    public readonly void WriteFloat(float value) => _json.WriteFloat(value);

    public readonly void WriteDouble(double value) => _json.WriteDouble(value);

    public readonly void WriteBlob(ReadOnlyMemory<byte> value)
    {
        if (IsHeader)
        {
            headers.Add(_binding!.Name, value.Span);
        }
        else if (_binding is { Location: HttpLocation.BlobPayload })
        {
            value.Span.CopyTo(payload.GetSpan(value.Length));
            payload.Advance(value.Length);
        }
        else
        {
            _json.WriteBlob(value);
        }
    }

    public readonly void WriteTimestamp(DateTimeOffset value, TimestampFormat format)
    {
        if (IsHeader) headers.Add(_binding!.Name, value);
        else _json.WriteTimestamp(value, format);
    }

    public readonly void WriteDocument(JsonElement value) => _json.WriteDocument(value);

    private Utf8JsonWriter BeginDocument()
    {
        _writer = payload.StartJson();
        _json = new JsonShapeWriter(_writer);
        _contentType = HttpBinding.Json;
        return _writer;
    }
}
