using System.Globalization;
using System.Text;

namespace Stepwell.Functions.Logs;

/// <summary>What Lambda reports of an invocation. Fields end with a tab, as there.</summary>
internal static class Report
{
    private const long Megabyte = 1024 * 1024;

    /// <param name="initialized">How long a new environment took; null: it was there, or its initialization is part of the duration.</param>
    /// <param name="peakBytes">Null: unknown.</param>
    public static string Text(
        string requestId, FunctionSpec spec, TimeSpan duration, TimeSpan? initialized, long? peakBytes, Fault? fault, string? traceHeader)
    {
        var text = new StringBuilder(256);
        var billed = Math.Ceiling((duration + (initialized ?? TimeSpan.Zero)).TotalMilliseconds);
        text.Append(CultureInfo.InvariantCulture, $"REPORT RequestId: {requestId}\tDuration: {duration.TotalMilliseconds:0.00} ms\t");
        text.Append(CultureInfo.InvariantCulture, $"Billed Duration: {billed:0} ms\tMemory Size: {spec.MemoryMegabytes} MB\t");
        if (peakBytes is { } peak) text.Append(CultureInfo.InvariantCulture, $"Max Memory Used: {(peak + Megabyte - 1) / Megabyte} MB\t");
        if (initialized is { } init) text.Append(CultureInfo.InvariantCulture, $"Init Duration: {init.TotalMilliseconds:0.00} ms\t");
        if (fault is { Status: "timeout" }) text.Append("Status: timeout");
        else if (fault is not null) text.Append(CultureInfo.InvariantCulture, $"Status: error\tError Type: {fault.ReportedType ?? fault.ErrorType}");
        text.Append('\n');
        AppendTrace(text, traceHeader);
        return text.ToString();
    }

    /// <param name="phase"><c>init</c>, or <c>invoke</c> where it is part of an invocation.</param>
    public static string OfInit(TimeSpan duration, string phase, Fault fault)
    {
        var error = fault.Status == "timeout" ? "" : "\tError Type: " + fault.ErrorType;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"INIT_REPORT Init Duration: {duration.TotalMilliseconds:0.00} ms\tPhase: {phase}\tStatus: {fault.Status}{error}");
    }

    private static void AppendTrace(StringBuilder text, string? header)
    {
        if (header is null || !header.Contains("Sampled=1", StringComparison.OrdinalIgnoreCase)) return;
        string Field(string name) => header.Split(';').Select(part => part.Trim().Split('=', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1] ?? "";
        text.Append(CultureInfo.InvariantCulture, $"XRAY TraceId: {Field("Root")}\tSegmentId: {Field("Parent")}\tSampled: true\t\n");
    }
}
