using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Parsing;

public sealed class DefinitionCaseTests
{
    /// <summary>Definitions that their source calls wrong and the service takes.</summary>
    private static readonly Dictionary<string, string> AcceptedByTheService = new()
    {
        ["validator/invalid-json-surround-syntax-extra-spaces.json"] =
            "its only fault is an expression of several lines; github.com/aws/aws-cdk/issues/35912 has such ones deployed",
    };

    public static TheoryData<string> Cases()
    {
        if (ConformanceData.Folder is null) return [string.Empty];
        return [.. ConformanceData.DefinitionCases.Keys.Where(id => !AcceptedByTheService.ContainsKey(id))];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Definition_is_judged_as_its_source_judges_it(string id)
    {
        Assert.SkipWhen(ConformanceData.Folder is null, "skipped: no conformance data");
        var (isValid, definition) = ConformanceData.DefinitionCases[id];

        var parsed = DefinitionParser.Parse(definition, StateMachineType.Standard);

        if (!isValid)
        {
            Assert.Null(parsed.Machine);
            Assert.Contains(parsed.Findings, finding => finding.Severity == FindingSeverity.Error);
        }
        else
        {
            Assert.True(parsed.Machine is not null, InvalidDefinition.Message(parsed.Findings));
        }
    }
}
