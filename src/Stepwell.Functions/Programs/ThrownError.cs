using System.Text.Json;

namespace Stepwell.Functions.Programs;

/// <summary>
/// An exception of a handler of .NET, as Lambda's runtime reports it: type, message, trace, and what caused it. Part of the bootstrap of .NET too,
/// which is a program of its own.
/// </summary>
/// <param name="ownFrames">How lines of traces begin that only say how the event came to the handler.</param>
/// <param name="shown">Makes of a text what the report says.</param>
internal sealed class ThrownError(string[] ownFrames, Func<string, string> shown)
{
    public void Write(Utf8JsonWriter json, Exception thrown)
    {
        json.WriteStartObject();
        json.WriteString("errorType", thrown.GetType().Name);
        json.WriteString("errorMessage", shown(thrown.Message));
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

    private void WriteTrace(Utf8JsonWriter json, string? trace)
    {
        var frames = (trace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).AsSpan();
        while (!frames.IsEmpty && IsOwn(frames[^1]))
            frames = frames[..^1];
        if (frames.IsEmpty) return;
        json.WriteStartArray("stackTrace");
        foreach (var frame in frames)
            json.WriteStringValue(shown(frame));
        json.WriteEndArray();
    }

    private bool IsOwn(string frame) => Array.Exists(ownFrames, own => frame.StartsWith(own, StringComparison.Ordinal));
}
