using System.Text.Json;

namespace Stepwell.Functions.DotNet;

/// <summary>What Lambda reports of an exception: errorType, errorMessage, stackTrace, and cause or causes.</summary>
internal sealed class ErrorReport(Exception error)
{
    private static readonly string Root = Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT") ?? "/var/task";
    private static readonly string[] OwnFrames = ["at Stepwell.Functions.DotNet.", "at InvokeStub_", "at System.Reflection."];

    private readonly Exception _error = Unwrap(error);

    public string Type => _error.GetType().Name;

    /// <summary>For the log.</summary>
    public string Text => AsDeployed(_error.ToString());

    public ReadOnlyMemory<byte> ToJson()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true, MaxDepth = 0 }))
            Write(writer, _error);
        return json.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Exception error)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", error.GetType().Name);
        writer.WriteString("errorMessage", AsDeployed(error.Message));
        WriteTrace(writer, error.StackTrace);
        if (error is AggregateException { InnerExceptions.Count: > 0 } several)
        {
            writer.WriteStartArray("causes");
            foreach (var cause in several.InnerExceptions)
                Write(writer, cause);
            writer.WriteEndArray();
        }
        else if (error.InnerException is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause);
        }
        writer.WriteEndObject();
    }

    /// <summary>Without the frames that only brought the event to the function.</summary>
    private static void WriteTrace(Utf8JsonWriter writer, string? trace)
    {
        var frames = (trace ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var count = frames.Length;
        while (count > 0 && IsOwn(frames[count - 1]))
            count--;
        if (count == 0)
            return;
        writer.WriteStartArray("stackTrace");
        for (var i = 0; i < count; i++)
            writer.WriteStringValue(AsDeployed(frames[i]));
        writer.WriteEndArray();
    }

    private static bool IsOwn(string frame)
    {
        foreach (var own in OwnFrames)
        {
            if (frame.StartsWith(own, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>What an invocation through reflection, or waiting for a task, puts around the function's own exception.</summary>
    private static Exception Unwrap(Exception error) =>
        error is System.Reflection.TargetInvocationException { InnerException: { } inner } ? Unwrap(inner) : error;

    /// <summary>Shows paths as they are in Lambda, wherever the function's folder really is.</summary>
    private static string AsDeployed(string text) => Root == "/var/task" ? text : text.Replace(Root, "/var/task", StringComparison.Ordinal);
}

/// <summary>A function whose handler Lambda refuses.</summary>
internal sealed class LambdaValidationException(string message) : Exception(message);
