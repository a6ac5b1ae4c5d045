using Stepwell.Json;

namespace Stepwell.Expressions.Tests.Jsonata;

/// <summary>Parses and evaluates in one go, at a fixed time and with random numbers that repeat.</summary>
internal static class Run
{
    public static readonly JsonataServices Services = new(
        TimeProvider.System, new Random(17), () => Guid.Parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301"));

    public static JsonataResult Result(
        string expression,
        string? input = null,
        string? variables = null,
        JsonataDialect dialect = JsonataDialect.Standard,
        JsonataLimits? limits = null) =>
        Result(expression, Parse(input), JsonataBindings.Of(Parse(variables)), dialect, limits ?? JsonataLimits.Default);

    public static JsonataResult Result(
        string expression, JsonValue input, JsonataBindings bindings, JsonataDialect dialect, JsonataLimits limits) =>
        JsonataExpression.TryParse(expression, dialect, out var compiled, out var error)
            ? compiled.Evaluate(new JsonataScope(input, bindings, Services, limits))
            : new JsonataResult(default, error);

    /// <summary>The result as JSON text, empty where undefined; an error fails the test.</summary>
    public static string Text(string expression, string? input = null, string? variables = null, JsonataDialect dialect = JsonataDialect.Standard)
    {
        var result = Result(expression, input, variables, dialect);
        Assert.Null(result.Error);
        return result.Value.ToString();
    }

    public static string? Code(string expression, string? input = null, JsonataDialect dialect = JsonataDialect.Standard) =>
        Result(expression, input, variables: null, dialect).Error?.Code;

    private static JsonValue Parse(string? text) => text is null ? default : JsonValue.Parse(text);
}
