using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Parsing;

/// <summary>What the real service said to definitions, from the recorded conversations.</summary>
public sealed class RecordedDefinitionTests
{
    private static readonly string[] Makers = ["CreateStateMachine", "UpdateStateMachine"];

    public static TheoryData<string> Accepted() => Ids(recorded => AcceptedCalls(recorded).Any());

    public static TheoryData<string> Refused() => Ids(recorded => RefusalOf(recorded) is not null);

    public static TheoryData<string> Validated() => Ids(recorded => recorded["kind"].StringEquals("validate_definition"));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Definition_that_the_service_accepted_is_accepted(string id)
    {
        var recorded = Find(id);
        foreach (var call in AcceptedCalls(recorded))
        {
            var definition = ConformanceData.Fill(call["params"]["definition"].GetString());
            var parsed = DefinitionParser.Parse(definition, TypeOf(call));
            Assert.True(parsed.Machine is not null, InvalidDefinition.Message(parsed.Findings));
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Definition_that_the_service_refused_is_refused_in_its_words(string id)
    {
        var recorded = Find(id);
        var call = ConformanceData.Calls(recorded, [.. Makers, "TestState"]).First();

        var parsed = DefinitionParser.Parse(call["params"]["definition"].GetString(), TypeOf(call));

        Assert.Null(parsed.Machine);
        var message = InvalidDefinition.Message(parsed.Findings).Replace("arn:aws:", "arn:<partition>:", StringComparison.Ordinal);
        Assert.Equal(RefusalOf(recorded), message);
    }

    [Theory]
    [MemberData(nameof(Validated))]
    public void Diagnostics_of_a_validation_are_the_findings(string id)
    {
        var recorded = Find(id);
        var call = ConformanceData.Calls(recorded, "ValidateStateMachineDefinition").Single();
        var expected = recorded["expected"]["validation_response"]["diagnostics"].Items
            .Select(item => new Finding(FindingSeverity.Error, Text(item["code"]), Text(item["message"]), Text(item["location"])));

        var parsed = DefinitionParser.Parse(call["params"]["definition"].GetString(), TypeOf(call));

        Assert.Equal(expected, parsed.Findings.Where(finding => finding.Severity == FindingSeverity.Error));
    }

    private static IEnumerable<JsonValue> AcceptedCalls(JsonValue recorded) =>
        ConformanceData.Calls(recorded, Makers).Where(call => call["error"] is not { IsBoolean: true } error || !error.GetBoolean());

    /// <summary>The message of the recorded InvalidDefinition error, or null.</summary>
    private static string? RefusalOf(JsonValue recorded)
    {
        foreach (var member in recorded["expected"].Members)
        {
            var text = member.Value["exception_value"] is { IsString: true } raised ? raised : member.Value["message"];
            const string start = "Invalid State Machine Definition:";
            if (text.IsString && text.GetString() is var message && message.IndexOf(start, StringComparison.Ordinal) is >= 0 and var at)
                return message[at..];
        }

        return null;
    }

    private static StateMachineType TypeOf(JsonValue call) =>
        call["params"]["type"].StringEquals("EXPRESS") ? StateMachineType.Express : StateMachineType.Standard;

    private static string Text(JsonValue value) => value.IsString ? value.GetString() : string.Empty;

    private static JsonValue Find(string id)
    {
        Assert.SkipWhen(ConformanceData.Folder is null, "skipped: no conformance data");
        return ConformanceData.RecordedCases[id];
    }

    private static TheoryData<string> Ids(Func<JsonValue, bool> isMeant)
    {
        if (ConformanceData.Folder is null) return [string.Empty];
        return [.. ConformanceData.RecordedCases.Where(item => isMeant(item.Value)).Select(item => item.Key)];
    }
}
