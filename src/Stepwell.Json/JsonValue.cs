using Stepwell.Json.Parsing;
using Stepwell.Json.Text;

namespace Stepwell.Json;

/// <summary>
/// One JSON value, parsed or computed, and immutable: share it between threads, keep it, pass it on; there is nothing to dispose.
/// <c>default</c> is <see cref="JsonKind.Missing"/>. A parsed value keeps the whole text it came from alive and is written as the very
/// bytes that came in, white space inside included; computed arrays and objects are written compact. Numbers stay as they were written
/// and members in order. Of members with the same name the last value counts, in the place of the first, wherever members are read.
/// </summary>
/// <remarks>
/// 16 bytes: a reference, and bits that say which part of it. A string escape such as <c>\ud800</c> without a partner survives: it is
/// written as it came, is that lone surrogate in a .NET string, and as unescaped UTF-8 takes the three bytes its code point would have.
/// </remarks>
public readonly partial struct JsonValue : IEquatable<JsonValue>
{
    private const int KindShift = 32;

    /// <summary>
    /// Null for missing, null and booleans; else a <see cref="ParsedText"/>, <see cref="string"/>, <see cref="Spine.ObjectNode"/>,
    /// <see cref="Spine.ArrayNode"/>, a byte array (the text of a number) or a <see cref="NumberTag"/>.
    /// </summary>
    private readonly object? _store;

    /// <summary>Beside a <see cref="NumberTag"/> the number itself; else the kind above, and below the token's slot or 1 for true.</summary>
    private readonly long _bits;

    internal JsonValue(object? store, JsonKind kind, int slot)
    {
        _store = store;
        _bits = ((long)kind << KindShift) | (uint)slot;
    }

    private JsonValue(NumberTag tag, long bits)
    {
        _store = tag;
        _bits = bits;
    }

    internal object? Store => _store;

    internal int Slot => (int)_bits;

    public JsonKind Kind => _store is NumberTag ? JsonKind.Number : (JsonKind)(_bits >> KindShift);

    public bool IsMissing => Kind == JsonKind.Missing;

    public bool IsNull => Kind == JsonKind.Null;

    public bool IsBoolean => Kind == JsonKind.Boolean;

    public bool IsNumber => Kind == JsonKind.Number;

    public bool IsString => Kind == JsonKind.String;

    public bool IsArray => Kind == JsonKind.Array;

    public bool IsObject => Kind == JsonKind.Object;

    /// <summary>Whether both are the same part of the same storage, or the same bits. Costs nothing; equal values may differ in it.</summary>
    public bool SameAs(JsonValue other) => ReferenceEquals(_store, other._store) && _bits == other._bits;

    private InvalidOperationException NotA(JsonKind expected) => new($"Expected {expected}, but the value is {Kind}.");
}
