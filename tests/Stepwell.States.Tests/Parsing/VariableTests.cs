using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class VariableTests
{
    public static TheoryData<string> Described()
    {
        if (ConformanceData.Folder is null) return [string.Empty];
        return [.. ConformanceData.RecordedCases.Keys.Where(IsDescribed)];
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void References_are_those_that_the_service_describes(string id)
    {
        Assert.SkipWhen(ConformanceData.Folder is null, "skipped: no conformance data");
        var recorded = ConformanceData.RecordedCases[id];
        var definition = ConformanceData.Calls(recorded, "CreateStateMachine").Single()["params"]["definition"].GetString();

        var references = VariableReferences.Of(DefinitionParser.Parse(definition, StateMachineType.Standard).Machine!);

        var expected = recorded["expected"]["describe_response"]["variableReferences"].Members
            .ToDictionary(
                member => member.Name, member => member.Value.Items.Select(name => name.GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), references.Keys);
        foreach (var (state, names) in references) Assert.Equal(expected[state], names);
    }

    [Fact]
    public void References_are_found_in_every_field_of_every_state()
    {
        var machine = DefinitionParser.Parse(
            """
            {"StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:1:function:f","Next":"W","InputPath":"$a",
               "Parameters":{"x.$":"States.Format('{}', $b)"},
                   "ResultSelector":{"x.$":"$c"},"OutputPath":"$d","TimeoutSecondsPath":"$e","HeartbeatSecondsPath":"$f",
                    "Credentials":{"RoleArn.$":"$g"},
                   "Assign":{"x.$":"$h"},"Catch":[{"ErrorEquals":["E"],"Next":"W","Assign":{"x.$":"$i"}}]},
              "W":{"Type":"Wait","SecondsPath":"$j","Next":"W2"}, "W2":{"Type":"Wait","TimestampPath":"$j","Next":"C"},
              "C":{"Type":"Choice","Choices":[{"And":[{"Not":{"Variable":"$k","IsNull":true}},{"Or":[{"Variable":"$.a",
               "NumericEqualsPath":"$l"}]}],"Next":"M","Assign":{"x.$":"$m"}}]},
              "M":{"Type":"Map","ItemsPath":"$n","ItemSelector":{"x.$":"$o[?(@.p == $p)]"},"MaxConcurrencyPath":"$q",
               "ToleratedFailureCountPath":"$r","ToleratedFailurePercentagePath":"$s",
                   "ItemBatcher":{"MaxItemsPerBatchPath":"$t","BatchInput":{"a":[{"x.$":"$u"}]}},"End":true,
                   "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"F",
                    "States":{"F":{"Type":"Fail","ErrorPath":"$v","CausePath":"$w"}}}}}}
            """,
            StateMachineType.Standard).Machine;

        var references = VariableReferences.Of(machine!);

        var found = references.Select(entry => $"{entry.Key}:{string.Join(',', entry.Value)}");
        Assert.Equal(["C:k,l,m", "F:v,w", "M:n,o,p,q,r,s,t,u", "T:a,b,c,d,e,f,g,h,i", "W:j", "W2:j"], found);
    }

    [Theory]
    [InlineData("answer_2")]
    [InlineData("größe")]
    public void Variable_name_is_a_Unicode_identifier(string name) => Assert.Empty(Errors(Assigning(name)));

    [Theory]
    [InlineData("states", "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'.")]
    [InlineData("top level", "INVALID_VARIABLE_NAME: Invalid variable name 'top level': the variable name contains invalid characters.")]
    [InlineData("_x", "INVALID_VARIABLE_NAME: Invalid variable name '_x': the variable name contains invalid characters.")]
    [InlineData("1x", "INVALID_VARIABLE_NAME: Invalid variable name '1x': the variable name contains invalid characters.")]
    [InlineData("", "INVALID_VARIABLE_NAME: Invalid variable name '': the variable name contains invalid characters.")]
    public void Wrong_variable_name_is_refused(string name, string expected) =>
        Assert.Equal($"{expected} at /States/S/Assign/{name}", Errors(Assigning(name)));

    [Fact]
    public void Hyphen_in_a_variable_name_is_a_warning()
    {
        var parsed = DefinitionParser.Parse(Assigning("top-level"), StateMachineType.Standard);
        Assert.NotNull(parsed.Machine);
        var warning = Assert.Single(parsed.Findings);
        Assert.Equal(
            (FindingSeverity.Warning, "INVALID_VARIABLE_NAME", "/States/S/Assign/top-level"), (warning.Severity, warning.Code, warning.Location));
    }

    [Fact]
    public void Variable_name_has_at_most_80_characters()
    {
        Assert.Empty(Errors(Assigning(new string('v', 80))));
        Assert.StartsWith("INVALID_VARIABLE_NAME: ", Errors(Assigning(new string('v', 81))), StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_is_an_object() => Assert.Equal(
        Schema("Expected value of type Object", "/States/S/Assign"), ErrorsOfState("""{"Type":"Pass","Assign":[],"End":true}"""));

    [Fact]
    public void Inner_scope_cannot_assign_what_an_outer_one_assigns() => Assert.Equal(
        "DUPLICATE_VARIABLE_NAME: Variable 'x' is already assigned in an outer scope. at /States/M/ItemProcessor/States/P/Assign/x.$",
        Errors(WithMap("\"INLINE\"")));

    [Fact]
    public void Children_of_a_distributed_map_have_variables_of_their_own() =>
        Assert.Empty(Errors(WithMap("\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"")));

    private static bool IsDescribed(string id) =>
        id.StartsWith("api_variable_references/", StringComparison.Ordinal) && !id.Contains("JSONATA", StringComparison.Ordinal);

    private static string Assigning(string name) => Machine($$"""{"Type":"Pass","Assign":{"{{name}}":1},"End":true}""");

    private static string WithMap(string mode) =>
        $$$$"""
        {"StartAt":"M","States":{"M":{"Type":"Map","Next":"A","ItemProcessor":{"ProcessorConfig":{"Mode":{{{{mode}}}}},"StartAt":"P",
          "States":{"P":{"Type":"Pass","Assign":{"x.$":"$.a"},"End":true}}} },"A":{"Type":"Pass","Assign":{"x":1},"End":true}}}
        """;
}
