using System.Text.Json;
using Stepwell.Functions.Programs;

namespace Stepwell.Functions.DotNet;

/// <summary>What Lambda reports of an exception: errorType, errorMessage, stackTrace, and cause or causes.</summary>
internal sealed class ErrorReport(Exception error)
{
    private static readonly string Root = Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT") ?? "/var/task";
    private static readonly ThrownError Thrown = new(["at Stepwell.Functions.DotNet.", "at InvokeStub_", "at System.Reflection."], AsDeployed);

    private readonly Exception _error = Unwrap(error);

    public string Type => _error.GetType().Name;

    /// <summary>For the log.</summary>
    public string Text => AsDeployed(_error.ToString());

    public ReadOnlyMemory<byte> ToJson()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true, MaxDepth = 0 }))
            Thrown.Write(writer, _error);
        return json.ToArray();
    }

    /// <summary>What an invocation through reflection, or waiting for a task, puts around the function's own exception.</summary>
    private static Exception Unwrap(Exception error) =>
        error is System.Reflection.TargetInvocationException { InnerException: { } inner } ? Unwrap(inner) : error;

    /// <summary>Shows paths as they are in Lambda, wherever the function's folder really is.</summary>
    private static string AsDeployed(string text) => Root == "/var/task" ? text : text.Replace(Root, "/var/task", StringComparison.Ordinal);
}

/// <summary>A function whose handler Lambda refuses.</summary>
internal sealed class LambdaValidationException(string message) : Exception(message);
