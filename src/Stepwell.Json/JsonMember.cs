using Stepwell.Json.Text;

namespace Stepwell.Json;

/// <summary>A name and its value in an object.</summary>
public readonly struct JsonMember
{
    internal JsonMember(JsonValue name, JsonValue value)
    {
        NameValue = name;
        Value = value;
    }

    /// <summary>The name as a JSON string; takes no memory, unlike <see cref="Name"/>.</summary>
    public JsonValue NameValue { get; }

    public JsonValue Value { get; }

    public string Name => NameValue.GetString();

    /// <summary>The name without escapes, as UTF-8; allocates only if it was written with escapes or computed.</summary>
    public ReadOnlySpan<byte> NameUtf8 => UnescapedText.Of(NameValue, default);

    public void Deconstruct(out string name, out JsonValue value)
    {
        name = Name;
        value = Value;
    }
}
