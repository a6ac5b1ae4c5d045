using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stepwell.Conformance.Tests;

/// <summary>What the runner found for one case.</summary>
/// <param name="Name">strict, relaxed, outcome, fail or skip.</param>
/// <param name="Why">What went wrong outside the comparison.</param>
/// <param name="Differences">Path, expected and actual value of each difference.</param>
internal sealed record Verdict(
    string Id, string Name, string? Why, IReadOnlyList<(string Path, string Expected, string Actual)> Differences)
{
    private const int MostDifferences = 6;
    private const int LongestValueCharacters = 400;
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Passed => Name is "strict" or "relaxed";

    public static IReadOnlyList<Verdict> LoadAll(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray().Select(Load)];
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Name} {Id} {Why}");
        foreach (var (path, expected, actual) in Differences.Take(MostDifferences))
            text.Append($"\n    {path}\n      expected {expected}\n      actual   {actual}");
        if (Differences.Count > MostDifferences)
            text.Append($"\n    and {Differences.Count - MostDifferences} more differences");
        return text.ToString();
    }

    private static Verdict Load(JsonElement result) =>
        new(
            result.GetProperty("id").GetString()!,
            result.GetProperty("verdict").GetString()!,
            result.GetProperty("why").GetString(),
            [.. result.GetProperty("diffs").EnumerateArray().Select(item => (item[0].GetString()!, Short(item[1]), Short(item[2])))]);

    private static string Short(JsonElement value)
    {
        var text = JsonSerializer.Serialize(value, Compact);
        return text.Length <= LongestValueCharacters ? text : text[..LongestValueCharacters] + "…";
    }
}
