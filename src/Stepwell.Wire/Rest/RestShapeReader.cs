using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Rest;

/// <summary>
/// Reads an input whose members are spread over path, query, headers and body. First come the members outside of the body, then those in
/// it; what lies inside of the document is read as JSON and nothing else.
/// </summary>
internal ref struct RestShapeReader : IShapeReader
{
    private readonly Incoming _incoming;
    private readonly JsonReaderOptions _options;
    private JsonShapeReader _json;
    private bool _hasBegun;
    private bool _isInDocument;
    private bool _isPayloadRead;
    private int _depth;
    private int _next;

    // The member that is read now, if it is not in the document.
    private HttpBinding? _binding;
    private string _text = "";
    private QueryFields _query;
    private string? _queryName;
    private bool _isHeaderList;
    private int _headerAt;
    private List<KeyValuePair<string, string>>? _entries;
    private int _entry;

    public RestShapeReader(in Incoming incoming, JsonReaderOptions options)
    {
        _incoming = incoming;
        _options = options;
    }

    /// <summary>Makes sure that nothing follows the document.</summary>
    public void End()
    {
        if (_isInDocument) _json.End();
    }

    public void BeginStructure()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            return;
        }

        if (!_isInDocument) throw new SerializationException("Expected structure or null");
        _json.BeginStructure();
        _depth++;
    }

    public bool NextMember(MemberTable members, ref int index)
    {
        if (_depth > 0)
        {
            if (_json.NextMember(members, ref index)) return true;
            _depth--;
            return false;
        }

        while (_next < members.Count)
        {
            index = _next++;
            if (members[index].Http is { IsPayload: false } binding && Bind(binding)) return true;
        }

        _binding = members.Payload;
        return _binding is null ? NextOfDocument(members, ref index) : BeginPayload(members.PayloadIndex, ref index);
    }

    public void BeginList(ListNames names)
    {
        if (_isInDocument) _json.BeginList(names);
        else if (_binding!.Location == HttpLocation.Header) (_isHeaderList, _headerAt) = (true, 0);
        else _query.Reset();
    }

    public bool NextElement()
    {
        if (_isInDocument) return _json.NextElement();
        if (_isHeaderList)
        {
            if (HeaderItems.Has(_text, ref _headerAt)) return true;
            return _isHeaderList = false;
        }

        return _query.Next(_queryName!, out _text);
    }

    public void BeginMap(MapNames names)
    {
        if (_isInDocument) _json.BeginMap(names);
        else (_entries, _entry) = (Entries(_binding!), -1);
    }

    public bool NextEntry(out string key)
    {
        if (_isInDocument) return _json.NextEntry(out key);
        key = "";
        if (++_entry >= _entries!.Count) return false;
        (key, _text) = _entries[_entry];
        _queryName = key;
        return true;
    }

    public readonly bool TryReadNull() => _isInDocument && _json.TryReadNull();

    public string ReadString()
    {
        if (_isInDocument) return _json.ReadString();
        if (_binding!.Location == HttpLocation.TextPayload)
            return Utf8.IsValid(_incoming.Body) ? Encoding.UTF8.GetString(_incoming.Body) : throw RestJsonProtocol.NotUtf8();
        var text = Text();
        return _binding.IsBase64 ? BoundText.ReadBase64Text(text) : text;
    }

    public bool ReadBoolean() => _isInDocument ? _json.ReadBoolean() : BoundText.ReadBoolean(Text());

    public int ReadInteger() => _isInDocument ? _json.ReadInteger() : BoundText.ReadInteger(Text());

    public long ReadLong() => _isInDocument ? _json.ReadLong() : BoundText.ReadLong(Text());

    public float ReadFloat() => _isInDocument ? _json.ReadFloat() : (float)BoundText.ReadDouble(Text());

    public double ReadDouble() => _isInDocument ? _json.ReadDouble() : BoundText.ReadDouble(Text());

    public ReadOnlyMemory<byte> ReadBlob() => _isInDocument ? _json.ReadBlob()
        : _binding!.Location == HttpLocation.BlobPayload ? _incoming.Body.ToArray()
        : BoundText.ReadBlob(Text());

    /// <remarks>Headers have HTTP dates by default, labels and parameters ISO 8601.</remarks>
    public DateTimeOffset ReadTimestamp(TimestampFormat format)
    {
        if (_isInDocument) return _json.ReadTimestamp(format);
        if (format == TimestampFormat.Default)
            format = _binding!.Location == HttpLocation.Header ? TimestampFormat.HttpDate : TimestampFormat.Iso8601;
        return BoundText.ReadTimestamp(Text(format == TimestampFormat.HttpDate ? 1 : 0), format);
    }

    public JsonElement ReadDocument() =>
        _isInDocument ? _json.ReadDocument() : throw new NotSupportedException("Documents are in bodies alone.");

    private bool NextOfDocument(MemberTable members, ref int index)
    {
        if (!members.HasDocument || _incoming.Body.IsEmpty) return false;
        if (!_isInDocument)
        {
            BeginDocument();
            _json.BeginStructure();
            index = -1;
        }

        while (_json.NextMember(members, ref index))
        {
            if (members[index].Http is null) return true;
            // The document cannot say what the path says.
            _json.Skip();
        }

        return false;
    }

    private bool BeginPayload(int payload, ref int index)
    {
        if (_isPayloadRead || _incoming.Body.IsEmpty) return false;
        _isPayloadRead = true;
        index = payload;
        if (_binding!.Location == HttpLocation.DocumentPayload) BeginDocument();
        return true;
    }

    private void BeginDocument()
    {
        if (!Utf8.IsValid(_incoming.Body)) throw RestJsonProtocol.NotUtf8();
        _json = new JsonShapeReader(_incoming.Body, _options, isStrict: true);
        _isInDocument = true;
    }

    /// <summary>Returns false if the request does not have the member.</summary>
    private bool Bind(HttpBinding binding)
    {
        _binding = binding;
        var target = _incoming.Request.RawTarget;
        switch (binding.Location)
        {
            case HttpLocation.Label:
                _text = _incoming.Operation.Http!.Label(QueryText.PathOf(target), binding.Name);
                return true;
            case HttpLocation.Query:
                _query = new QueryFields(QueryText.Of(target));
                _queryName = binding.Name;
                return _query.Next(binding.Name, out _text);
            case HttpLocation.AllQuery:
                _query = new QueryFields(QueryText.Of(target));
                return _query.Next(out _, out _);
            case HttpLocation.Header:
                var values = _incoming.Request.Headers[binding.Name];
                _text = values.ToString();
                return values.Count > 0;
            case HttpLocation.PrefixHeaders:
                return Entries(binding).Count > 0;
            default:
                return false;
        }
    }

    /// <summary>The entries of a map; of a parameter that comes several times the first.</summary>
    private readonly List<KeyValuePair<string, string>> Entries(HttpBinding binding)
    {
        List<KeyValuePair<string, string>> entries = [];
        if (binding.Location == HttpLocation.AllQuery)
        {
            var fields = new QueryFields(QueryText.Of(_incoming.Request.RawTarget));
            while (fields.Next(out var name, out var value))
            {
                var key = name.ToString();
                if (!entries.Exists(entry => entry.Key == key)) entries.Add(new(key, Uri.UnescapeDataString(value)));
            }

            return entries;
        }

        foreach (var (name, values) in _incoming.Request.Headers)
            if (name.StartsWith(binding.Name, StringComparison.OrdinalIgnoreCase)) entries.Add(new(name[binding.Name.Length..], values.ToString()));
        return entries;
    }

    /// <param name="commas">How many of them an element of a list has.</param>
    private string Text(int commas = 0) => _isHeaderList ? HeaderItems.Take(_text, ref _headerAt, commas) : _text;
}
