using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A name, as a JSON string, and its value.</summary>
internal readonly record struct ValueMember(JsonValue NameValue, Value Value)
{
    public string Name => NameValue.GetString();
}
