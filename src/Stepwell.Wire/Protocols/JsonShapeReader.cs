using System.Text;
using System.Text.Json;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Protocols;

/// <summary>
/// Reads shapes as awsJson and restJson1 have them. Outside of a call it stands on the first token of the value to be read next.
/// </summary>
internal ref struct JsonShapeReader : IShapeReader
{
    private const int MaxStackName = 256;
    private readonly bool _isStrict;
    private Utf8JsonReader _json;

    /// <param name="body">The text.</param>
    /// <param name="options">For the reader below.</param>
    /// <param name="isStrict">
    /// Refuse what awsJson takes and restJson1 does not: fractions of whole numbers, timestamps of other formats, and unions with an unknown
    /// member besides.
    /// </param>
    /// <exception cref="JsonException">Here and in every method: the text is not JSON or nested too deeply.</exception>
    public JsonShapeReader(ReadOnlySpan<byte> body, JsonReaderOptions options, bool isStrict = false)
    {
        _isStrict = isStrict;
        _json = new Utf8JsonReader(body, options);
        _json.Read();
    }

    /// <summary>Makes sure that nothing follows the value.</summary>
    public void End() => _json.Read();

    /// <summary>Passes over a value that nobody wants.</summary>
    public void Skip() => _json.Skip();

    public readonly void BeginStructure()
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw JsonMismatch.Container(_json.TokenType, "Expected structure or null");
    }

    public bool NextMember(MemberTable members, ref int index)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var found = Find(members, index + 1);
            if (found < 0)
            {
                if (_isStrict && members.IsUnion && Text() != "__type")
                    throw new SerializationException($"'{Text()}' is no member of the union");
                _json.Skip();
                continue;
            }

            _json.Read();
            if (_json.TokenType == JsonTokenType.Null) continue;
            index = found;
            return true;
        }

        return false;
    }

    public readonly void BeginList(ListNames names)
    {
        if (_json.TokenType != JsonTokenType.StartArray) throw JsonMismatch.Container(_json.TokenType, "Expected list or null");
    }

    public bool NextElement() => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    public readonly void BeginMap(MapNames names)
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw JsonMismatch.Container(_json.TokenType, "Expected map or null");
    }

    public bool NextEntry(out string key)
    {
        if (!_json.Read() || _json.TokenType == JsonTokenType.EndObject)
        {
            key = "";
            return false;
        }

        key = Text();
        return _json.Read();
    }

    public readonly bool TryReadNull() => _json.TokenType == JsonTokenType.Null;

    public readonly string ReadString() =>
        _json.TokenType == JsonTokenType.String ? Text() : throw JsonMismatch.Scalar(_json.TokenType, "a String");

    public readonly bool ReadBoolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        var other => throw JsonMismatch.Scalar(other, "an Boolean"),
    };

    public readonly int ReadInteger()
    {
        if (_json.TokenType != JsonTokenType.Number) throw JsonMismatch.Scalar(_json.TokenType, "an Integer");
        return _json.TryGetInt32(out var value) ? value : (int)Whole(int.MinValue, int.MaxValue, "an Integer");
    }

    public readonly long ReadLong()
    {
        if (_json.TokenType != JsonTokenType.Number) throw JsonMismatch.Scalar(_json.TokenType, "a Long");
        return _json.TryGetInt64(out var value) ? value : (long)Whole(long.MinValue, long.MaxValue, "a Long");
    }

    public readonly float ReadFloat() => (float)Real("a Float");

    public readonly double ReadDouble() => Real("a Double");

    public readonly ReadOnlyMemory<byte> ReadBlob()
    {
        if (_json.TokenType != JsonTokenType.String) throw JsonMismatch.Scalar(_json.TokenType, "a Blob");
        // What has escapes is base64 only by chance, but may be half of a surrogate pair.
        if (_json.ValueIsEscaped) _ = Text();
        if (_json.TryGetBytesFromBase64(out var bytes)) return bytes;
        throw new SerializationException($"'{Text()}' can not be converted to a Blob: not Base64");
    }

    public readonly DateTimeOffset ReadTimestamp(TimestampFormat format)
    {
        if (_isStrict) return ReadExactTimestamp(format);
        DateTimeOffset timestamp = default;
        var isRead = _json.TokenType switch
        {
            JsonTokenType.Number => _json.TryGetDecimal(out var seconds)
                ? Timestamps.TryFromSeconds(seconds, out timestamp)
                : _json.TryGetDouble(out var approximate) && Timestamps.TryFromSeconds(approximate, out timestamp),
            JsonTokenType.String => Timestamps.TryParse(Text(), out timestamp),
            var other => throw JsonMismatch.Scalar(other, "a Timestamp"),
        };
        return isRead ? timestamp : throw new SerializationException($"'{Raw()}' can not be converted to a Timestamp");
    }

    public JsonElement ReadDocument() => JsonElement.ParseValue(ref _json);

    private readonly DateTimeOffset ReadExactTimestamp(TimestampFormat format)
    {
        DateTimeOffset timestamp = default;
        var isRead = (format, _json.TokenType) switch
        {
            (TimestampFormat.Default or TimestampFormat.EpochSeconds, JsonTokenType.Number) =>
                _json.TryGetDecimal(out var seconds) && Timestamps.TryFromSeconds(seconds, out timestamp),
            (TimestampFormat.Iso8601 or TimestampFormat.HttpDate, JsonTokenType.String) => Timestamps.TryParseExact(Text(), format, out timestamp),
            var (_, other) => throw JsonMismatch.Scalar(other, "a Timestamp"),
        };
        return isRead ? timestamp : throw new SerializationException($"'{Raw()}' can not be converted to a Timestamp");
    }

    private readonly int Find(MemberTable members, int hint)
    {
        if (!_json.ValueIsEscaped) return members.IndexOf(_json.ValueSpan, hint);
        // No member has a longer name than fits here, and unescaping never makes text longer.
        if (_json.ValueSpan.Length > MaxStackName) return -1;
        Span<byte> name = stackalloc byte[MaxStackName];
        try
        {
            return members.IndexOf(name[.._json.CopyString(name)], hint);
        }
        catch (InvalidOperationException)
        {
            throw HalfPair();
        }
    }

    private readonly decimal Whole(decimal min, decimal max, string type)
    {
        // Exponents and fractions: awsJson cuts the fraction off.
        if (_json.TryGetDecimal(out var number)
            && decimal.Truncate(number) is var whole && (!_isStrict || whole == number)
            && whole >= min && whole <= max)
            return whole;
        throw new SerializationException($"'{Raw()}' can not be converted to {type}");
    }

    private readonly double Real(string type) => _json.TokenType switch
    {
        JsonTokenType.Number when _json.TryGetDouble(out var number) => number,
        JsonTokenType.String when Text() is "NaN" => double.NaN,
        JsonTokenType.String when Text() is "Infinity" => double.PositiveInfinity,
        JsonTokenType.String when Text() is "-Infinity" => double.NegativeInfinity,
        var other => throw JsonMismatch.Scalar(other, type),
    };

    private readonly string Raw() => Encoding.UTF8.GetString(_json.ValueSpan);

    private readonly string Text()
    {
        if (!_json.ValueIsEscaped) return _json.GetString()!;
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw HalfPair();
        }
    }

    private static SerializationException HalfPair() => new("A string of the request body holds half of a surrogate pair");
}
