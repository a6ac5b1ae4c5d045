using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Parsing;

public sealed class DefinitionCaseTests
{
    public static TheoryData<string> Cases()
    {
        if (ConformanceData.Folder is null) return [string.Empty];
        return [.. ConformanceData.DefinitionCases.Keys];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Definition_is_judged_as_its_source_judges_it(string id)
    {
        Assert.SkipWhen(ConformanceData.Folder is null, "skipped: no conformance data");
        var (isValid, definition) = ConformanceData.DefinitionCases[id];

        var parsed = DefinitionParser.Parse(definition, StateMachineType.Standard);

        if (isValid && definition.Contains("\"JSONata\"", StringComparison.Ordinal))
        {
            var finding = Assert.Single(parsed.Findings, finding => finding.Severity == FindingSeverity.Error);
            Assert.Contains("JSONata is not supported", finding.Message, StringComparison.Ordinal);
        }
        else if (!isValid)
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
