using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stepwell.Functions.Logs;
using Stepwell.Functions.Programs;

namespace Stepwell.Functions;

/// <summary>
/// Why an initialization or an invocation came to nothing. Types and texts as Lambda has them:
/// https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
/// </summary>
/// <param name="Message">Without the request's id.</param>
/// <param name="Posted">What the runtime said itself, which is passed on; null: nothing.</param>
internal sealed record Fault(string ErrorType, string Message, ReadOnlyMemory<byte>? Posted = null)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ThrownError OfHandler = new(
        ["at Stepwell.Hosting.Embedding.", "at Stepwell.Functions.Programs.", "--- End of stack trace"], static text => text);

    /// <summary>As reports have it.</summary>
    public string Status { get; init; } = "error";

    /// <summary>What reports call it, where that differs from what callers see.</summary>
    public string? ReportedType { get; init; }

    public static Fault TimedOut(int timeoutSeconds) => new("Sandbox.Timedout", TimeoutText(timeoutSeconds)) { Status = "timeout" };

    public static Fault InitTimedOut { get; } = new("Sandbox.Timedout", "Initialization timed out") { Status = "timeout" };

    /// <param name="code">Of the process: its exit status, or 128 and the number of a signal.</param>
    public static Fault Exited(int code, bool ranOutOfMemory) => new("Runtime.ExitError", code switch
    {
        0 => "Runtime exited without providing a reason",
        > 128 and < 160 => "Runtime exited with error: signal: " + SignalName(code - 128),
        _ => string.Create(CultureInfo.InvariantCulture, $"Runtime exited with error: exit status {code}"),
    })
    { ReportedType = ranOutOfMemory ? "Runtime.OutOfMemory" : null };

    public static Fault NoBootstrap { get; } =
        new("Runtime.InvalidEntrypoint", "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");

    public static Fault CannotExecute(string path, string why) => new("Runtime.InvalidEntrypoint", $"fork/exec {path}: {why}");

    public static Fault ResponseTooLarge(int mostBytes) => Of(
        "Function.ResponseSizeTooLarge",
        string.Create(CultureInfo.InvariantCulture, $"Response payload size exceeded maximum allowed payload size ({mostBytes} bytes)."));

    /// <summary>An error whose message does not name the request.</summary>
    public static Fault Of(string errorType, string message) => new(errorType, message, Json(errorType, message));

    /// <summary>What a handler has thrown, as Lambda's runtime of .NET reports it.</summary>
    public static Fault Thrown(Exception thrown)
    {
        var bytes = new ArrayBufferWriter<byte>();
        // Causes may be deeper than a writer goes by default.
        using (var json = new Utf8JsonWriter(bytes, Plain with { MaxDepth = int.MaxValue }))
            OfHandler.Write(json, thrown);
        return new Fault(thrown.GetType().Name, thrown.Message, bytes.WrittenMemory);
    }

    public static string TimeoutText(int timeoutSeconds) =>
        string.Create(CultureInfo.InvariantCulture, $"Task timed out after {timeoutSeconds:0.00} seconds");

    public ReadOnlyMemory<byte> ToPayload(string requestId) => Posted ?? Json(ErrorType, ToText(requestId));

    /// <summary>What the log has of it, where the runtime has not said it itself.</summary>
    public void Describe(EnvironmentLog log, string requestId, TimeProvider time)
    {
        if (Status == "timeout")
            log.Note(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {requestId} {Message}\n"));
        else if (Posted is null)
            log.Note($"{ToText(requestId)}\n{ErrorType}");
    }

    /// <summary>A function that ran out of time had all of it.</summary>
    public TimeSpan DurationOf(FunctionSpec spec, TimeSpan elapsed) =>
        Status == "timeout" ? TimeSpan.FromSeconds(spec.TimeoutSeconds) : elapsed;

    public string ToText(string requestId) => $"RequestId: {requestId} Error: {Message}";

    private static ReadOnlyMemory<byte> Json(string errorType, string message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("errorType", errorType);
            json.WriteString("errorMessage", message);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static string SignalName(int signal) => signal switch
    {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        24 => "CPU time limit exceeded",
        25 => "file size limit exceeded",
        31 => "bad system call",
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };
}
