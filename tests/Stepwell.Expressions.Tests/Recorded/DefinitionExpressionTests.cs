using Stepwell.Json;

namespace Stepwell.Expressions.Tests.Recorded;

/// <summary>Every template of the real and the validator's definitions compiles where the definition is valid.</summary>
public class DefinitionExpressionTests
{
    [Fact]
    public void Expressions_of_valid_definitions_are_accepted()
    {
        if (ConformanceData.Folder is null) Assert.Skip(ConformanceData.Absent);
        var refused = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(ConformanceData.Folder, "definitions", "cases.jsonl")))
        {
            var definition = JsonValue.Parse(line);
            var isInvalid = definition["valid"].IsBoolean && !definition["valid"].GetBoolean();
            if (isInvalid) continue;
            foreach (var text in ExpressionsIn(definition["definition"]))
            {
                if (!Expression.TryParse(text, out _, out var error)) refused.Add($"{definition["id"]}: {text}: {error}");
            }
        }

        Assert.Empty(refused);
    }

    private static IEnumerable<string> ExpressionsIn(JsonValue value)
    {
        foreach (var (name, member) in value.Members)
        {
            var isPath = name is "InputPath" or "OutputPath" or "ResultPath" or "ItemsPath";
            var isExpression = isPath || name.EndsWith(".$", StringComparison.Ordinal);
            if (isExpression && member.IsString) yield return member.GetString();
            foreach (var nested in ExpressionsIn(member)) yield return nested;
        }

        foreach (var nested in value.Items.SelectMany(ExpressionsIn)) yield return nested;
    }
}
