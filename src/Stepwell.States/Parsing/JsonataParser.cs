using Stepwell.Expressions;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// Fields of JSONata states that hold expressions, or JSON with expressions in it. Sources: the AWS Step Functions developer guide,
/// "Transforming data with JSONata", and answers of the service reported in github.com/floci-io/floci/issues/2670 and 2745.
/// </summary>
/// <remarks>No answer of the service is known for a string that is only opened or only closed, so the words are ours.</remarks>
internal static class JsonataParser
{
    private const string HalfDelimited =
        "A JSONata expression must start with '{%' and end with '%}', without white space before or after";

    /// <summary>Any value. Null when the field is absent, after a finding, and in JSONPath.</summary>
    public static JsonataTemplate? Template(Fields fields, string name, StatesFields known = StatesFields.None)
    {
        var value = fields[name];
        if (value.IsMissing || fields.Language != QueryLanguage.Jsonata) return null;
        var field = fields.At(name).FromState();
        if (JsonataTemplate.TryParse(value, field, out var template, out var errors))
        {
            foreach (var (location, expression) in template.Expressions)
                CheckReferences(expression, fields.Findings, $"{fields.At(name)}{location[field.Length..]}", known);
        }

        foreach (var (location, error) in errors) Report(error, fields.Findings, $"{fields.At(name)}{location[field.Length..]}");
        return template;
    }

    /// <summary>One expression, where the field holds one.</summary>
    public static JsonataTemplate? Expression(Fields fields, string name) => fields.IsExpression(name) ? Template(fields, name) : null;

    /// <summary>An object, or an expression that gives one.</summary>
    public static JsonataTemplate? Object(Fields fields, string name, StatesFields known = StatesFields.None) =>
        fields.Language == QueryLanguage.Jsonata && (fields.IsExpression(name) || fields.Object(name) is not null)
            ? Template(fields, name, known)
            : null;

    /// <summary>An array, or an expression that gives one.</summary>
    public static JsonataTemplate? Array(Fields fields, string name) =>
        fields.Language == QueryLanguage.Jsonata && (fields.IsExpression(name) || fields.Array(name) is not null)
            ? Template(fields, name)
            : null;

    private static void Report(JsonataError? error, Findings findings, string location)
    {
        if (error is not null) findings.Error(FindingCodes.InvalidJsonata, error.Message, location);
        else findings.Error(FindingCodes.Schema, HalfDelimited, location);
    }

    private static void CheckReferences(JsonataExpression expression, Findings findings, string location, StatesFields known)
    {
        foreach (var message in Unsupported(expression, known)) findings.Error(FindingCodes.UnsupportedJsonata, message, location);
    }

    private static IEnumerable<string> Unsupported(JsonataExpression expression, StatesFields known)
    {
        foreach (var reference in expression.TopLevelReferences)
            yield return reference == "$$" ? "Reference to '$$' is not supported." : $"Reference to '{reference}' at the top level is not supported.";
        foreach (var field in expression.StatesFields)
            if (!Exists(field, known)) yield return $"Field '$states.{field}' does not exist.";
    }

    private static bool Exists(string field, StatesFields known) => field switch
    {
        "input" or "context" => true,
        "result" => known == StatesFields.Result,
        "errorOutput" => known == StatesFields.ErrorOutput,
        _ => false,
    };
}
