using System.CommandLine;
using Stepwell.Expressions;
using Stepwell.Hosting;
using Stepwell.Json;

namespace Stepwell.Commands;

/// <summary><c>stepwell jsonata</c>: evaluates expressions outside of any workflow.</summary>
internal static class JsonataCommand
{
    public static Command Create()
    {
        var expression = new Argument<string?>("expression") { Description = "The JSONata expression.", Arity = ArgumentArity.ZeroOrOne };
        var input = new Option<string?>("--input") { Description = "JSON file that it looks at; - is standard input." };
        var bindings = new Option<string?>("--bindings") { Description = "JSON file with an object of variables." };
        var lines = new Option<bool>("--lines")
        {
            Description = "Read a JSON object from each line of standard input (expr, data, bindings) and answer each with a line: "
                + "{\"result\": ...}, {} or {\"error\": {\"code\", \"message\"}}.",
        };
        var command = new Command("jsonata", "Evaluate a JSONata expression.") { expression, input, bindings, lines };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(lines)) return ExpressionLines.Answer(AnswerLine);
            return parsed.GetValue(expression) is { } text
                ? ExpressionFiles.Evaluate(parsed.GetValue(input), parsed.GetValue(bindings), (data, variables) => Evaluate(text, data, variables, Limits(default)))
                : ExpressionFiles.Fail("Give an expression, or --lines.");
        });
        return command;
    }

    private static ExpressionAnswer AnswerLine(JsonValue line) => line["expr"].IsString
        ? Evaluate(line["expr"].GetString(), line["data"], line["bindings"], Limits(line))
        : new ExpressionAnswer(default, "InvalidLine", "The line has no expr.");

    private static ExpressionAnswer Evaluate(string text, JsonValue data, JsonValue bindings, JsonataLimits limits)
    {
        if (!JsonataExpression.TryParse(text, JsonataDialect.Standard, out var expression, out var error))
            return new ExpressionAnswer(default, error.Code, error.Message);
        var services = new JsonataServices(TimeProvider.System, SystemSources.NewRandom(), SystemSources.NewGuid);
        var result = expression.Evaluate(new JsonataScope(data, JsonataBindings.Of(bindings), services, limits));
        return new ExpressionAnswer(result.Value, result.Error?.Code, result.Error?.Message);
    }

    /// <summary>The usual limits, or those that a line sets: timelimit in milliseconds, and depth.</summary>
    private static JsonataLimits Limits(JsonValue line)
    {
        var limits = JsonataLimits.Default;
        if (line["timelimit"] is { IsNumber: true } time && time.GetDouble() is > 0 and < 1e9)
            limits = limits with { MaxTime = TimeSpan.FromMilliseconds(time.GetDouble()) };
        if (line["depth"].TryGetInt64(out var depth) && depth is > 0 and < int.MaxValue) limits = limits with { MaxDepth = (int)depth };
        return limits;
    }
}
