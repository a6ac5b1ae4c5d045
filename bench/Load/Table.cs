using System.Globalization;

namespace Stepwell.Bench.Load;

/// <summary>A report for people.</summary>
internal static class Table
{
    private static readonly int[] Widths = [8, 13, 14, 9, 9, 12, 12, 14, 10, 12, 7, 9];
    private static readonly int[] MapWidths = [9, 9, 9, 12, 13, 13, 16, 15, 14, 9];

    public static void Print(Report report)
    {
        Console.WriteLine($"{report.Benchmark} at {report.Commit} on {report.Machine}, {report.Runtime}");
        var signatures = report.VerifiesSignatures ? "verified" : "not verified";
        Console.WriteLine($"ready after {report.ReadyMilliseconds} ms, signatures {signatures}");
        Print(
            Widths, "clients", "executions/s", "transitions/s", "p50 ms", "p99 ms", "CPU cores", "CPU us/exec", "written B/exec", "RSS MiB",
            "ceiling/s", "ratio", "foreign");
        foreach (var result in report.Results)
        {
            Print(
                Widths, result.Clients, result.ExecutionsPerSecond, result.TransitionsPerSecond, result.P50Milliseconds, result.P99Milliseconds,
                result.ServerCpuCores, result.ServerCpuMicrosecondsPerExecution, result.BytesWrittenPerExecution, result.ResidentMebibytes,
                result.CeilingPerSecond, result.RatioToCeiling, result.ForeignCpuCores);
        }
    }

    public static void Print(MapReport report)
    {
        Console.WriteLine($"{report.Benchmark} at {report.Commit} on {report.Machine}, {report.Runtime}");
        Print(
            MapWidths, "children", "items", "seconds", "children/s", "CPU us/child", "disk B/child", "written B/child", "RSS before MiB",
            "peak RSS MiB", "foreign");
        foreach (var result in report.Results)
        {
            Print(
                MapWidths, result.ChildType, result.Items, result.Seconds, result.ChildrenPerSecond, result.ServerCpuMicrosecondsPerChild,
                result.DiskBytesPerChild, result.BytesWrittenPerChild, result.ResidentMebibytesBefore, result.PeakResidentMebibytes,
                result.ForeignCpuCores);
        }
    }

    private static void Print(int[] widths, params IEnumerable<object> cells) =>
        Console.WriteLine(string.Join(' ', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)!).Zip(widths, (cell, width) => cell.PadLeft(width))));
}
