using System.Runtime.InteropServices;
using Stepwell.Json.Parsing;
using Stepwell.Json.Text;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    /// <summary>
    /// Reads one JSON value (RFC 8259). Keeps <paramref name="utf8"/> instead of copying it, so its bytes must not change afterwards;
    /// only memory that is not an array is copied.
    /// </summary>
    /// <exception cref="JsonParseException">The bytes are not one JSON value in valid UTF-8, or nest too deep.</exception>
    public static JsonValue Parse(ReadOnlyMemory<byte> utf8, JsonParseOptions? options = null) =>
        TryParse(utf8, options, out var value, out var error) ? value : throw new JsonParseException(error);

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, JsonParseOptions?)"/>
    public static JsonValue Parse(string text, JsonParseOptions? options = null) =>
        TryParse(text, options, out var value, out var error) ? value : throw new JsonParseException(error);

    /// <summary>As <see cref="Parse(ReadOnlyMemory{byte}, JsonParseOptions?)"/>, with the error as a value.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonValue value, out JsonParseError error) =>
        TryParse(utf8, null, out value, out error);

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out JsonValue, out JsonParseError)"/>
    public static bool TryParse(string text, out JsonValue value, out JsonParseError error) => TryParse(text, null, out value, out error);

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out JsonValue, out JsonParseError)"/>
    public static bool TryParse(string text, JsonParseOptions? options, out JsonValue value, out JsonParseError error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[Utf8Text.EncodedLength(text)];
        Utf8Text.Encode(text, bytes);
        return TryParse(bytes, options, out value, out error);
    }

    /// <inheritdoc cref="TryParse(ReadOnlyMemory{byte}, out JsonValue, out JsonParseError)"/>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, JsonParseOptions? options, out JsonValue value, out JsonParseError error)
    {
        if (!MemoryMarshal.TryGetArray(utf8, out var segment) || segment.Array is null) segment = new ArraySegment<byte>(utf8.ToArray());

        var slots = Parser.Parse(segment, options ?? JsonParseOptions.Default, out error);
        value = slots is null ? default : new ParsedText(segment.Array!, slots).ValueAt(0);
        return slots is not null;
    }
}
