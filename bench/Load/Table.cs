using System.Globalization;

namespace Stepwell.Bench.Load;

/// <summary>A report for people.</summary>
internal static class Table
{
    private static readonly int[] Widths = [8, 13, 14, 9, 9, 12, 12, 14, 10, 12, 7, 9];

    public static void Print(Report report)
    {
        Console.WriteLine($"{report.Benchmark} at {report.Commit} on {report.Machine}, {report.Runtime}");
        var signatures = report.VerifiesSignatures ? "verified" : "not verified";
        Console.WriteLine($"ready after {report.ReadyMilliseconds} ms, signatures {signatures}");
        Print(
            "clients", "executions/s", "transitions/s", "p50 ms", "p99 ms", "CPU cores", "CPU us/exec", "written B/exec", "RSS MiB",
            "ceiling/s", "ratio", "foreign");
        foreach (var result in report.Results)
        {
            Print(
                result.Clients, result.ExecutionsPerSecond, result.TransitionsPerSecond, result.P50Milliseconds, result.P99Milliseconds,
                result.ServerCpuCores, result.ServerCpuMicrosecondsPerExecution, result.BytesWrittenPerExecution, result.ResidentMebibytes,
                result.CeilingPerSecond, result.RatioToCeiling, result.ForeignCpuCores);
        }
    }

    private static void Print(params IEnumerable<IFormattable> cells) =>
        Print(cells.Select(cell => cell.ToString(null, CultureInfo.InvariantCulture)));

    private static void Print(params IEnumerable<string> cells) =>
        Console.WriteLine(string.Join(' ', cells.Zip(Widths, (cell, width) => cell.PadLeft(width))));
}
