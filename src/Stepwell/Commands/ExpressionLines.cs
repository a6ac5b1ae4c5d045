using System.Text;
using Stepwell.Json;

namespace Stepwell.Commands;

/// <summary>Answers each line of standard input with a line on standard output, in order, until the input ends.</summary>
internal static class ExpressionLines
{
    /// <summary>The exit code: 0, whatever the answers are.</summary>
    public static int Answer(Func<JsonValue, ExpressionAnswer> evaluate)
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        using var output = Console.OpenStandardOutput();
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            output.Write(LineFor(line, evaluate));
            output.WriteByte((byte)'\n');
            // Whoever waits for an answer before the next question gets it; who sends many is not held up.
            if (input.Peek() < 0) output.Flush();
        }

        return 0;
    }

    private static byte[] LineFor(string line, Func<JsonValue, ExpressionAnswer> evaluate)
    {
        if (!JsonValue.TryParse(line, out var question, out var error))
            return new ExpressionAnswer(default, "InvalidLine", error.ToString()).ToJson().ToUtf8Bytes();
        try
        {
            return evaluate(question).ToJson().ToUtf8Bytes();
        }
        catch (Exception e) when (e is OverflowException or OutOfMemoryException or JsonDepthException)
        {
            return new ExpressionAnswer(default, "U1001", "The result is too large to be written").ToJson().ToUtf8Bytes();
        }
    }
}
