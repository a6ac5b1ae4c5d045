using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>All that a run of a benchmark has to say: tables for people, then one line of JSON.</summary>
/// <param name="Notes">What holds for all rows.</param>
/// <param name="Rows">Figures by heading. Rows with the same headings make one table.</param>
internal sealed record Report(string Benchmark, IReadOnlyList<string> Notes, IReadOnlyList<JsonObject> Rows)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Three digits or more, as many as say something.</summary>
    /// <exception cref="InvalidOperationException">Nothing was measured.</exception>
    public static double Round(double figure) => Math.Abs(figure) switch
    {
        double.NaN or double.PositiveInfinity => throw new InvalidOperationException("Nothing has ended within the time."),
        >= 100 => Math.Round(figure),
        >= 10 => Math.Round(figure, 1),
        >= 1 => Math.Round(figure, 2),
        _ => Math.Round(figure, 3),
    };

    public static double Mebibytes(long bytes) => Round(bytes / 1048576.0);

    public void Print()
    {
        Console.WriteLine($"{Benchmark} at {Host.Commit()} on {Host.Machine()}, {Host.Runtime()}");
        foreach (var note in Notes)
            Console.WriteLine(note);
        var rows = Rows.AsEnumerable();
        while (rows.FirstOrDefault() is { } first)
        {
            string[] headings = [.. first.Select(figure => figure.Key)];
            var table = rows.TakeWhile(row => row.Select(figure => figure.Key).SequenceEqual(headings)).ToList();
            PrintTable(headings, table);
            rows = rows.Skip(table.Count);
        }
        Console.WriteLine(ToJson().ToJsonString(Compact));
    }

    private static void PrintTable(string[] headings, List<JsonObject> rows)
    {
        var cells = rows.Select(row => headings.Select(heading => Text(row[heading])).ToArray()).ToList();
        var widths = headings.Select((heading, column) => cells.Max(row => Math.Max(heading.Length, row[column].Length))).ToArray();
        Console.WriteLine();
        PrintLine(headings, widths);
        PrintLine([.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in cells)
            PrintLine(row, widths);
        Console.WriteLine();
    }

    private static void PrintLine(string[] cells, int[] widths) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Zip(widths, (cell, width) => cell.PadLeft(width)))} |");

    private static string Text(JsonNode? value) => value switch
    {
        null => "-",
        _ when value.GetValueKind() == JsonValueKind.Number =>
            double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("#,0.###", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private JsonObject ToJson() => new()
    {
        ["benchmark"] = Benchmark,
        ["commit"] = Host.Commit(),
        ["machine"] = Host.Machine(),
        ["runtime"] = Host.Runtime(),
        ["notes"] = new JsonArray([.. Notes.Select(note => (JsonNode)note)]),
        ["rows"] = new JsonArray([.. Rows]),
    };
}
