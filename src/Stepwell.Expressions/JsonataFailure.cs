using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>
/// Why a template has no value, in AWS's words. <c>Cause</c> lacks the sentence that names the state and its event; the engine puts it in
/// front.
/// </summary>
/// <param name="Location">The place of the expression from the field on: <c>Output/a/b[0]</c>.</param>
public sealed record JsonataFailure(string Location, string Cause)
{
    internal static JsonataFailure Threw(string location, JsonataExpression expression, JsonataError error) =>
        Of(location, expression, $"threw an error during evaluation. {error.Code}: {error.Message}");

    internal static JsonataFailure Undefined(string location, JsonataExpression expression) =>
        Of(location, expression, "returned nothing (undefined).");

    internal static JsonataFailure Unsupported(string location, JsonataExpression expression) =>
        Of(location, expression, "returned an unsupported result type.");

    internal static JsonataFailure UnexpectedType(string location, JsonataExpression expression, JsonKind expected, JsonValue value) =>
        Of(location, expression, "returned an unexpected result type. Expected " +
            $"'{NameOf(expected)}', but was '{NameOf(value.Kind)}' for value: {value.Compact()}");

    private static JsonataFailure Of(string location, JsonataExpression expression, string what) =>
        new(location, $"The JSONata expression '{expression.Text}' specified for the field '{location}' {what}");

    private static string NameOf(JsonKind kind) => kind switch
    {
        JsonKind.Null => "null",
        JsonKind.Boolean => "boolean",
        JsonKind.Number => "number",
        JsonKind.String => "string",
        JsonKind.Array => "array",
        JsonKind.Object => "object",
        _ => throw new InvalidOperationException($"{kind} is no kind of value."),
    };
}
