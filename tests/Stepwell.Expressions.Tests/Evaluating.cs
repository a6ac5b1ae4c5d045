using Stepwell.Json;

namespace Stepwell.Expressions.Tests;

/// <summary>Short forms of what the tests do all the time.</summary>
internal static class Evaluating
{
    public static readonly Guid Uuid = new("3f2504e0-4f89-41d3-9a0c-0305e82c3301");

    public static EvaluationScope Scope(string input = "{}", string context = "{}", string variables = "{}") => new(
        JsonValue.Parse(input), JsonValue.Parse(context), JsonValue.Parse(variables), new ExpressionServices(new Random(1), () => Uuid));

    /// <summary>The selected JSON text; empty when the path selects nothing.</summary>
    public static string Select(string path, string document) => JsonPath.Parse(path).Evaluate(JsonValue.Parse(document)).ToString();

    public static Evaluation Evaluate(string expression, EvaluationScope scope)
    {
        Assert.True(Expression.TryParse(expression, out var parsed, out var error), error.ToString());
        return parsed.Evaluate(scope);
    }

    /// <summary>The JSON text that an expression comes to.</summary>
    public static string Value(string expression, string input = "{}")
    {
        var evaluation = Evaluate(expression, Scope(input));
        Assert.Null(evaluation.Failure);
        return evaluation.Value.ToString();
    }

    /// <summary>The failure of an expression, which must be a States.Runtime one.</summary>
    public static string Cause(string expression, string input = "{}")
    {
        var evaluation = Evaluate(expression, Scope(input));
        Assert.NotNull(evaluation.Failure);
        Assert.Equal("States.Runtime", evaluation.Failure.Error);
        return evaluation.Failure.Cause;
    }

    public static PayloadTemplate Template(string json)
    {
        Assert.True(PayloadTemplate.TryParse(JsonValue.Parse(json), out var template, out var errors), string.Join("; ", errors));
        return template;
    }
}
