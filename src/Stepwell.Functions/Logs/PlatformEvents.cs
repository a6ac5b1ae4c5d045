using System.Text.Json;

namespace Stepwell.Functions.Logs;

/// <summary>The events of an environment's life.</summary>
internal static class PlatformEvents
{
    /// <summary>How an environment is made that an invocation waits for.</summary>
    public const string OnDemand = "on-demand";

    /// <summary>How one is made ahead of invocations.</summary>
    public const string Provisioned = "provisioned-concurrency";

    /// <param name="interpreter">What runs the function; empty: its own program.</param>
    /// <param name="type">As <c>AWS_LAMBDA_INITIALIZATION_TYPE</c>.</param>
    public static PlatformEvent InitStart(FunctionSpec spec, string interpreter, string type) => new(
        "platform.initStart",
        interpreter.Length > 0 ? SystemLevel.Info : SystemLevel.Debug,
        json =>
        {
            json.WriteString("initializationType", type);
            json.WriteString("phase", "init");
            if (interpreter.Length > 0) json.WriteString("runtimeVersion", interpreter);
            json.WriteString("functionName", spec.FunctionName);
            json.WriteString("functionVersion", spec.Version);
            json.WriteNumber("instanceMaxMemory", spec.MemoryMegabytes * 1024L * 1024);
        })
    {
        // As Lambda says which of its runtimes it is.
        Text = interpreter.Length > 0 ? $"INIT_START Runtime Version: {interpreter}\n" : null,
    };

    /// <param name="phase"><c>init</c>, or <c>invoke</c> where it is part of an invocation.</param>
    /// <param name="fault">Null: the environment is ready.</param>
    public static PlatformEvent InitReport(TimeSpan duration, string type, string phase, Fault? fault) => new(
        "platform.initReport",
        fault is not null ? SystemLevel.Warn : type == OnDemand ? SystemLevel.Debug : SystemLevel.Info,
        json =>
        {
            json.WriteString("initializationType", type);
            json.WriteString("phase", phase);
            WriteStatus(json, fault);
            json.WriteStartObject("metrics");
            json.WriteNumber("durationMs", Milliseconds(duration));
            json.WriteEndObject();
        })
    {
        Text = fault is null ? null : Report.OfInit(duration, phase, fault) + "\n",
    };

    public static PlatformEvent Start(string requestId, string version) => new(
        "platform.start",
        SystemLevel.Info,
        json =>
        {
            json.WriteString("requestId", requestId);
            json.WriteString("version", version);
        })
    {
        Text = $"START RequestId: {requestId} Version: {version}\n",
    };

    /// <param name="producedBytes">Of the answer.</param>
    public static PlatformEvent RuntimeDone(string requestId, TimeSpan duration, long producedBytes, Fault? fault) => new(
        "platform.runtimeDone",
        fault is null ? SystemLevel.Debug : SystemLevel.Warn,
        json =>
        {
            json.WriteString("requestId", requestId);
            WriteStatus(json, fault);
            json.WriteStartObject("metrics");
            json.WriteNumber("durationMs", Milliseconds(duration));
            json.WriteNumber("producedBytes", producedBytes);
            json.WriteEndObject();
        })
    {
        Text = $"END RequestId: {requestId}\n",
    };

    /// <summary>Numbers and status are those of the line of text, except that there an error of the function's own code is none.</summary>
    public static PlatformEvent Done(InvocationReport report) => new(
        "platform.report",
        report.Fault is null ? SystemLevel.Info : SystemLevel.Warn,
        json =>
        {
            json.WriteString("requestId", report.RequestId);
            json.WriteStartObject("metrics");
            json.WriteNumber("durationMs", Milliseconds(report.Duration));
            json.WriteNumber("billedDurationMs", report.BilledMilliseconds);
            json.WriteNumber("memorySizeMB", report.MemoryMegabytes);
            if (report.PeakMegabytes is { } peak) json.WriteNumber("maxMemoryUsedMB", peak);
            if (report.Initialized is { } initialized) json.WriteNumber("initDurationMs", Milliseconds(initialized));
            json.WriteEndObject();
            WriteStatus(json, report.Fault);
            WriteTracing(json, report.TraceHeader);
        })
    {
        Text = Report.Text(report),
    };

    private static void WriteStatus(Utf8JsonWriter json, Fault? fault)
    {
        json.WriteString("status", fault?.Status ?? "success");
        if (fault is not null && fault.Status != "timeout") json.WriteString("errorType", fault.ReportedType ?? fault.ErrorType);
    }

    private static void WriteTracing(Utf8JsonWriter json, string? header)
    {
        if (header is null || !Report.IsSampled(header)) return;
        json.WriteStartObject("tracing");
        json.WriteString("type", "X-Amzn-Trace-Id");
        json.WriteString("value", header);
        json.WriteEndObject();
    }

    private static decimal Milliseconds(TimeSpan duration) => Math.Round((decimal)duration.TotalMilliseconds, 3);
}
