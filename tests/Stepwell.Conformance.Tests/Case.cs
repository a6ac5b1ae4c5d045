using System.Text.Json;

namespace Stepwell.Conformance.Tests;

/// <summary>What a recorded case is about, as far as it decides whether the case is in reach.</summary>
internal sealed record Case(
    string Id,
    string Area,
    IReadOnlySet<string> Needs,
    IReadOnlySet<string> Features,
    IReadOnlySet<string> Types,
    IReadOnlySet<string> Operations)
{
    public static IReadOnlyList<Case> LoadAll(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
           where Path.GetFileName(file) != "index.json"
           orderby file
           select Load(file),
    ];

    private static Case Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        return new Case(
            root.GetProperty("id").GetString()!,
            root.GetProperty("area").GetString()!,
            Texts(root.GetProperty("needs")),
            Texts(root.GetProperty("features")),
            Texts(root.GetProperty("type")),
            OperationsOf(root.GetProperty("steps")).ToHashSet());
    }

    private static HashSet<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => [],
    };

    /// <summary>The operations that the steps call, however deep in background steps.</summary>
    private static IEnumerable<string> OperationsOf(JsonElement step) => step.ValueKind switch
    {
        JsonValueKind.Array => step.EnumerateArray().SelectMany(OperationsOf),
        JsonValueKind.Object =>
            step.EnumerateObject().SelectMany(member => member.Name == "op" ? Texts(member.Value) : OperationsOf(member.Value)),
        _ => [],
    };
}
