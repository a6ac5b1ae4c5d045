using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.States.Tests.Parsing;

/// <summary>Definitions from the shared conformance folder, with their <c>${…}</c> placeholders filled in.</summary>
internal static partial class ConformanceData
{
    private const string FunctionArn = "arn:aws:lambda:us-east-1:111111111111:function:worker";
    private const string ActivityArn = "arn:aws:states:us-east-1:111111111111:activity:worker";

    public static string? Folder { get; } = FindFolder();

    /// <summary>
    /// By id: the definition, and whether its source calls it valid. A real workflow, of which nobody says so, counts as valid.
    /// </summary>
    public static IReadOnlyDictionary<string, (bool IsValid, string Definition)> DefinitionCases => Definitions.Value;

    /// <summary>By id: recorded conversations with Step Functions.</summary>
    public static IReadOnlyDictionary<string, JsonValue> RecordedCases => Recorded.Value;

    private static Lazy<Dictionary<string, (bool IsValid, string Definition)>> Definitions { get; } = new(() =>
        File.ReadLines(Path.Combine(Folder!, "definitions", "cases.jsonl"))
            .Select(line => JsonValue.Parse(line))
            .ToDictionary(item => item["id"].GetString(), item => (!item["valid"].Equals(JsonValue.False), Fill(TextOf(item)))));

    private static Lazy<Dictionary<string, JsonValue>> Recorded { get; } = new(() =>
        Directory.EnumerateFiles(Path.Combine(Folder!, "sfn", "open"), "*.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "index.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonValue.Parse(File.ReadAllBytes(file)))
            .ToDictionary(recorded => recorded["id"].GetString()));

    /// <summary>The calls of a case that carry a definition of a whole machine.</summary>
    public static IEnumerable<JsonValue> Calls(JsonValue recorded, params string[] operations) =>
        recorded["steps"].Items.Where(step =>
            step["do"].StringEquals("call") && step["op"] is { IsString: true } op && operations.Contains(op.GetString())
            && step["params"]["definition"].IsString);

    public static string Fill(string definition)
    {
        var filled = CloudFormationResource().Replace(definition, $"\"Resource\": \"{FunctionArn}\"");
        filled = WholeResource().Replace(filled, match => $"{match.Groups["field"].Value}{ArnFor(match.Groups["what"].Value)}\"");
        filled = Time().Replace(filled, "2030-01-31T10:11:12");
        return Placeholder().Replace(filled, match => IsPartition(match) ? "aws" : match.Groups["what"].Value);
    }

    private static bool IsPartition(Match match) => match.Value.Contains("artition", StringComparison.Ordinal);

    private static string TextOf(JsonValue item) =>
        item["definition_text"] is { IsString: true } written ? written.GetString() : item["definition"].ToString();

    private static string ArnFor(string placeholder) =>
        placeholder.Contains("ctivityArn", StringComparison.Ordinal) ? ActivityArn : FunctionArn;

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("STEPWELL_CONFORMANCE") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Stepwell.slnx"))) continue;
            var shared = Path.Combine(folder.FullName, "..", "shared", "conformance");
            return Directory.Exists(shared) ? shared : null;
        }

        return null;
    }

    [GeneratedRegex(@"(?<field>""Resource""\s*:\s*"")\$\{(?<what>[^}]*)\}""")]
    private static partial Regex WholeResource();

    [GeneratedRegex(@"""Resource""\s*:\s*\{\s*""(Ref|Fn::GetAtt)""[^}]*\}")]
    private static partial Regex CloudFormationResource();

    [GeneratedRegex(@"\$\{time\([^)]*\)\}")]
    private static partial Regex Time();

    [GeneratedRegex(@"\$\{(?<what>[^}]*)\}")]
    private static partial Regex Placeholder();
}
