using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

internal static class JsonFunctions
{
    /// <summary>The text of the parser's source in Step Functions' messages, which never shows the JSON itself.</summary>
    private const string Source = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";

    /// <summary>An empty text is null, as with Step Functions.</summary>
    public static IntrinsicResult StringToJson(ReadOnlySpan<JsonValue> arguments)
    {
        var text = arguments[0].GetString();
        if (string.IsNullOrWhiteSpace(text)) return JsonValue.Null;
        if (JsonValue.TryParse(text, out var value, out var error)) return value;
        return IntrinsicResult.Failed(
            $"Cannot convert String to Json in States.StringToJson, caused by: {error.Message}\n at {Source}; "
                + $"line: {error.LineNumber}, column: {error.ColumnNumber}]");
    }

    public static IntrinsicResult JsonToString(ReadOnlySpan<JsonValue> arguments) =>
        JsonValue.String(CompactJson.Of(arguments[0]));

    /// <summary>
    /// Members of the second object replace those of the first. The third argument would ask for a deep merge, which Step Functions
    /// does not have; any other value than true counts as false.
    /// </summary>
    public static IntrinsicResult Merge(ReadOnlySpan<JsonValue> arguments)
    {
        if (arguments[2].SameAs(JsonValue.True)) return IntrinsicResult.InvalidArguments;
        var merged = new JsonObjectBuilder();
        foreach (var member in arguments[0].Members) merged.Add(member.NameValue, member.Value);
        foreach (var member in arguments[1].Members) merged.Add(member.NameValue, member.Value);
        return merged.Build();
    }
}
