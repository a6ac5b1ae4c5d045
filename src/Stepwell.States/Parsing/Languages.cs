using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>The QueryLanguage field of machines and states.</summary>
internal static class Languages
{
    private const string Field = "QueryLanguage";
    private const string JsonPath = "JSONPath";
    private const string Jsonata = "JSONata";

    /// <summary>What is not exactly JSONPath counts as JSONata, wrong values included (measured with ValidateStateMachineDefinition).</summary>
    public static QueryLanguage Of(JsonValue machineOrState, QueryLanguage inherited)
    {
        var named = machineOrState[Field];
        if (named.IsMissing) return inherited;
        return named.StringEquals(JsonPath) ? QueryLanguage.JsonPath : QueryLanguage.Jsonata;
    }

    /// <summary>A finding where the field is none of the two. The service writes the type of this one field in its own way.</summary>
    public static void Check(Fields fields)
    {
        if (fields.Has(Field) && !fields[Field].IsString) fields.Refuse(Field, "Expected value of type [STRING]");
        else fields.OneOf(Field, JsonPath, Jsonata);
    }

    public static string NameOf(QueryLanguage language) => language == QueryLanguage.Jsonata ? Jsonata : JsonPath;
}
