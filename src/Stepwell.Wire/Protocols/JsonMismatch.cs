using System.Text.Json;

namespace Stepwell.Wire.Protocols;

/// <summary>What AWS says about a JSON value of the wrong type.</summary>
internal static class JsonMismatch
{
    public static SerializationException Container(JsonTokenType found, string expected) => found switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => Start(found),
        _ => new(expected),
    };

    /// <param name="found">The token that stands there.</param>
    /// <param name="expected">The type of the model with its article: <c>a String</c>.</param>
    public static SerializationException Scalar(JsonTokenType found, string expected) => found switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => Start(found),
        JsonTokenType.Number => new("NUMBER_VALUE can not be converted to " + expected),
        JsonTokenType.String => new("STRING_VALUE can not be converted to " + expected),
        JsonTokenType.True => new("TRUE_VALUE can not be converted to " + expected),
        JsonTokenType.False => new("FALSE_VALUE can not be converted to " + expected),
        _ => new("NULL_VALUE can not be converted to " + expected),
    };

    private static SerializationException Start(JsonTokenType found) => found == JsonTokenType.StartArray
        ? new("Start of list found where not expected")
        : new("Start of structure or map found where not expected.");
}
