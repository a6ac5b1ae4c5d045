using System.Globalization;
using System.Text;

namespace Stepwell.Functions.Logs;

/// <summary>What Lambda reports of an invocation.</summary>
/// <param name="Initialized">How long a new environment took; null: it was there, or its initialization is part of the duration.</param>
/// <param name="PeakBytes">Null: unknown.</param>
/// <param name="Fault">Null: it succeeded.</param>
/// <param name="IsOver">The fault is not the function's own: the environment is over.</param>
internal sealed record InvocationReport(
    string RequestId, int MemoryMegabytes, TimeSpan Duration, TimeSpan? Initialized, long? PeakBytes, Fault? Fault, bool IsOver, string? TraceHeader)
{
    private const long Megabyte = 1024 * 1024;

    public long? PeakMegabytes => (PeakBytes + Megabyte - 1) / Megabyte;

    public long BilledMilliseconds => (long)Math.Ceiling((Duration + (Initialized ?? TimeSpan.Zero)).TotalMilliseconds);
}

/// <summary>Reports as lines of text. Fields end with a tab, as in Lambda's.</summary>
internal static class Report
{
    public static string Text(InvocationReport report)
    {
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"REPORT RequestId: {report.RequestId}\tDuration: {report.Duration.TotalMilliseconds:0.00} ms\t");
        text.Append(CultureInfo.InvariantCulture, $"Billed Duration: {report.BilledMilliseconds} ms\tMemory Size: {report.MemoryMegabytes} MB\t");
        if (report.PeakMegabytes is { } peak) text.Append(CultureInfo.InvariantCulture, $"Max Memory Used: {peak} MB\t");
        if (report.Initialized is { } init) text.Append(CultureInfo.InvariantCulture, $"Init Duration: {init.TotalMilliseconds:0.00} ms\t");
        if (report is { IsOver: true, Fault: { } fault })
            text.Append(fault.Status == "timeout" ? "Status: timeout" : $"Status: error\tError Type: {fault.ReportedType ?? fault.ErrorType}");
        text.Append('\n');
        AppendTrace(text, report.TraceHeader);
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

    public static bool IsSampled(string traceHeader) => traceHeader.Contains("Sampled=1", StringComparison.OrdinalIgnoreCase);

    private static void AppendTrace(StringBuilder text, string? header)
    {
        if (header is null || !IsSampled(header)) return;
        string Field(string name) => header.Split(';').Select(part => part.Trim().Split('=', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1] ?? "";
        text.Append(CultureInfo.InvariantCulture, $"XRAY TraceId: {Field("Root")}\tSegmentId: {Field("Parent")}\tSampled: true\t\n");
    }
}
