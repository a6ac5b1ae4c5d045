using Stepwell.Json;

namespace Stepwell.Commands;

/// <summary>Evaluates one expression over files and prints what it came to.</summary>
internal static class ExpressionFiles
{
    /// <summary>The exit code: 1 for an error, which is told on standard error.</summary>
    public static int Evaluate(string? input, string? bindings, Func<JsonValue, JsonValue, ExpressionAnswer> evaluate)
    {
        try
        {
            return Print(evaluate(Read(input), Read(bindings)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonParseException)
        {
            return Fail(e.Message);
        }
    }

    public static int Fail(string message)
    {
        Console.Error.WriteLine($"stepwell: {message}");
        return 1;
    }

    private static int Print(ExpressionAnswer answer)
    {
        if (answer.Code is not null)
        {
            Console.Error.WriteLine($"{answer.Code}: {answer.Message}");
            return 1;
        }

        if (!answer.Result.IsMissing) Console.Out.WriteLine(answer.Result.ToString());
        return 0;
    }

    private static JsonValue Read(string? file) => file switch
    {
        null => default,
        "-" => JsonValue.Parse(Console.In.ReadToEnd()),
        _ => JsonValue.Parse(File.ReadAllBytes(file)),
    };
}
