using System.Text.Json;

namespace Stepwell.Functions.Programs;

/// <summary>What a handler in this process has thrown, as Lambda's runtime of .NET reports it: type, message, trace, and what caused it.</summary>
internal static class ThrownError
{
    /// <summary>Lines of traces that only say how the event came to the handler.</summary>
    private static readonly string[] OwnFrames =
        ["at Stepwell.Hosting.Embedding.", "at Stepwell.Functions.Programs.", "--- End of stack trace"];

    public static void Write(Utf8JsonWriter json, Exception thrown)
    {
        json.WriteStartObject();
        json.WriteString("errorType", thrown.GetType().Name);
        json.WriteString("errorMessage", thrown.Message);
        WriteTrace(json, thrown.StackTrace);
        if (thrown is AggregateException { InnerExceptions.Count: > 0 } several)
        {
            json.WriteStartArray("causes");
            foreach (var cause in several.InnerExceptions)
                Write(json, cause);
            json.WriteEndArray();
        }
        else if (thrown.InnerException is { } cause)
        {
            json.WritePropertyName("cause");
            Write(json, cause);
        }
        json.WriteEndObject();
    }

    private static void WriteTrace(Utf8JsonWriter json, string? trace)
    {
        var frames = (trace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).AsSpan();
        while (!frames.IsEmpty && IsOwn(frames[^1]))
            frames = frames[..^1];
        if (frames.IsEmpty) return;
        json.WriteStartArray("stackTrace");
        foreach (var frame in frames)
            json.WriteStringValue(frame);
        json.WriteEndArray();
    }

    private static bool IsOwn(string frame) => Array.Exists(OwnFrames, own => frame.StartsWith(own, StringComparison.Ordinal));
}
