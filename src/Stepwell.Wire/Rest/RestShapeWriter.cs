using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Rest;

/// <summary>
/// Spreads an output over status, headers and body. What lies inside of the document is written as JSON and nothing else.
/// </summary>
internal struct RestShapeWriter : IShapeWriter
{
    private readonly ResponseBuffer _body;
    private readonly IHeaderDictionary _headers;
    private readonly IHttpResponseFeature? _status;
    private Utf8JsonWriter? _writer;
    private JsonShapeWriter _json;
    private string? _contentType;
    private int _depth;

    // The member that is written now, if it is not in the document.
    private HttpBinding? _binding;
    private StringBuilder? _list;
    private string? _headerName;

    /// <param name="body">Is emptied first.</param>
    /// <param name="headers">Of the answer.</param>
    /// <param name="status">Where a member goes that is the status; null: there is none.</param>
    public RestShapeWriter(ResponseBuffer body, IHeaderDictionary headers, IHttpResponseFeature? status)
    {
        (_body, _headers, _status) = (body, headers, status);
        body.Clear();
    }

    private readonly bool IsBound => _binding is not null && _binding.Location != HttpLocation.DocumentPayload;

    /// <summary>Ends the body.</summary>
    /// <param name="hasPayload">A member is the whole body; if it is absent, so is the body.</param>
    public void End(bool hasPayload)
    {
        if (!hasPayload)
        {
            if (_writer is null) BeginDocument().WriteStartObject();
            _writer!.WriteEndObject();
        }

        _writer?.Flush();
        if (_contentType is not null && _headers.ContentType.Count == 0) _headers.ContentType = _contentType;
    }

    public void BeginStructure()
    {
        if (_depth++ > 0) _json.BeginStructure();
    }

    public void Member(in Member member)
    {
        if (_depth == 1)
        {
            // What names a place of requests is in the document of an answer.
            _binding = member.Http is { IsOfRequest: true } ? null : member.Http;
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

    public void BeginList(ListNames names)
    {
        if (IsBound) _list = new StringBuilder();
        else _json.BeginList(names);
    }

    public void EndList()
    {
        if (!IsBound)
        {
            _json.EndList();
            return;
        }

        var list = _list!.ToString();
        _list = null;
        Put(list);
    }

    public readonly void BeginMap(MapNames names)
    {
        if (!IsBound) _json.BeginMap(names);
    }

    public void Key(string key)
    {
        if (IsBound) _headerName = _binding!.Name + key;
        else _json.Key(key);
    }

    public void EndMap()
    {
        if (IsBound) _headerName = null;
        else _json.EndMap();
    }

    public readonly void WriteNull()
    {
        if (!IsBound) _json.WriteNull();
    }

    public readonly void WriteString(string value)
    {
        if (!IsBound) _json.WriteString(value);
        else if (_binding!.Location == HttpLocation.TextPayload) Encoding.UTF8.GetBytes(value, _body);
        else if (_binding.IsBase64) Put(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));
        else Put(_list is null ? value : HeaderItems.Quote(value));
    }

    public readonly void WriteBoolean(bool value)
    {
        if (IsBound) Put(value ? "true" : "false");
        else _json.WriteBoolean(value);
    }

    public readonly void WriteByte(sbyte value) => WriteLong(value);

    public readonly void WriteShort(short value) => WriteLong(value);

    public readonly void WriteInteger(int value)
    {
        if (_binding is { Location: HttpLocation.StatusCode } && _status is not null) _status.StatusCode = value;
        else WriteLong(value);
    }

    public readonly void WriteLong(long value)
    {
        if (IsBound) Put(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else _json.WriteLong(value);
    }

    public readonly void WriteFloat(float value)
    {
        // As a double it would have digits that it never had.
        if (!IsBound) _json.WriteFloat(value);
        else Put(float.IsFinite(value) ? value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : BoundText.Write(value));
    }

    public readonly void WriteDouble(double value)
    {
        if (IsBound) Put(BoundText.Write(value));
        else _json.WriteDouble(value);
    }

    public readonly void WriteBlob(ReadOnlyMemory<byte> value)
    {
        if (!IsBound) _json.WriteBlob(value);
        else if (_binding!.Location != HttpLocation.BlobPayload) Put(Convert.ToBase64String(value.Span));
        else
        {
            value.Span.CopyTo(_body.GetSpan(value.Length));
            _body.Advance(value.Length);
        }
    }

    public readonly void WriteTimestamp(DateTimeOffset value, TimestampFormat format)
    {
        if (IsBound) Put(BoundText.Write(value, format));
        else _json.WriteTimestamp(value, format);
    }

    public readonly void WriteDocument(JsonElement value) => _json.WriteDocument(value);

    private Utf8JsonWriter BeginDocument()
    {
        _writer = _body.StartJson();
        _json = new JsonShapeWriter(_writer);
        _contentType = HttpBinding.Json;
        return _writer;
    }

    /// <summary>Adds to the list that is being written, or sets the header.</summary>
    private readonly void Put(string text)
    {
        if (_list is null) _headers[_headerName ?? _binding!.Name] = text;
        else _list.Append(_list.Length == 0 ? "" : ", ").Append(text);
    }
}
