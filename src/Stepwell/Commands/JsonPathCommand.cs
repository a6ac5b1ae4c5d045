using System.CommandLine;
using Stepwell.Expressions;
using Stepwell.Hosting;
using Stepwell.Json;

namespace Stepwell.Commands;

/// <summary><c>stepwell jsonpath</c>: evaluates a path or an intrinsic function outside of any workflow.</summary>
internal static class JsonPathCommand
{
    public static Command Create()
    {
        var expression = new Argument<string?>("expression")
        {
            Description = "The path, such as $.a[0].b, or the call of an intrinsic function.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var input = new Option<string?>("--input") { Description = "JSON file that $ stands for; - is standard input." };
        var bindings = new Option<string?>("--bindings") { Description = "JSON file with an object of variables." };
        var lines = new Option<bool>("--lines")
        {
            Description = "Read a JSON object from each line of standard input (expr, data, bindings, context) and answer each with a line: "
                + "{\"result\": ...}, {} or {\"error\": {\"code\", \"message\"}}.",
        };
        var command = new Command("jsonpath", "Evaluate a JSONPath expression.") { expression, input, bindings, lines };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(lines)) return ExpressionLines.Answer(AnswerLine);
            return parsed.GetValue(expression) is { } text
                ? ExpressionFiles.Evaluate(parsed.GetValue(input), parsed.GetValue(bindings), (data, variables) => Evaluate(text, data, default, variables))
                : ExpressionFiles.Fail("Give a path, or --lines.");
        });
        return command;
    }

    private static ExpressionAnswer AnswerLine(JsonValue line) => line["expr"].IsString
        ? Evaluate(line["expr"].GetString(), line["data"], line["context"], line["bindings"])
        : new ExpressionAnswer(default, "InvalidLine", "The line has no expr.");

    private static ExpressionAnswer Evaluate(string text, JsonValue data, JsonValue context, JsonValue bindings)
    {
        if (!Expression.TryParse(text, out var expression, out var error))
            return new ExpressionAnswer(default, "InvalidPath", error.ToString());
        var services = new ExpressionServices(SystemSources.NewRandom(), SystemSources.NewGuid);
        var result = expression.Evaluate(new EvaluationScope(data, context, bindings, services));
        return new ExpressionAnswer(result.Value, result.Failure?.Error, result.Failure?.Cause);
    }
}
