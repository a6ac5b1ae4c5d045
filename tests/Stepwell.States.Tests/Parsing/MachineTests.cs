using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class MachineTests
{
    private const string End = """{"Type":"Pass","End":true}""";

    [Fact]
    public void Machine_keeps_its_comment_version_and_timeout()
    {
        var machine = DefinitionParser.Parse(
            $$"""
            {"Comment":"c","Version":"1.0","TimeoutSeconds":5,"QueryLanguage":"JSONPath","StartAt":"A","States":{"A":{{End}} } }
            """,
            StateMachineType.Standard).Machine!;

        Assert.Equal(("c", "1.0", 5L, "A"), (machine.Comment, machine.Version, machine.TimeoutSeconds, machine.Graph.StartAt));
    }

    [Theory]
    [InlineData("""{"Fn::Sub":1}""", "These fields are required: [States, StartAt] at /|Field 'Fn::Sub' is not supported at /")]
    [InlineData("""{"StartAt":1,"States":{}}""", "Expected value of type String at /StartAt|Value cannot be empty at /States")]
    [InlineData("""{"StartAt":"A","States":[]}""", "Expected value of type Object at /States")]
    [InlineData(
        """{"StartAt":"A","Version":"2.0","States":{"A":{"Type":"Pass","End":true}}}""",
        "Value should be one of the following: [1.0] at /Version")]
    [InlineData(
        """{"StartAt":"A","TimeoutSeconds":-1,"States":{"A":{"Type":"Pass","End":true}}}""",
        "Minimum value is 0 at /TimeoutSeconds")]
    [InlineData(
        """{"StartAt":"A","TimeoutSeconds":100000000,"States":{"A":{"Type":"Pass","End":true}}}""",
        "Maximum value is 99999999 at /TimeoutSeconds")]
    [InlineData("""{"StartAt":"A","Comment":1,"States":{"A":{"Type":"Pass","End":true}}}""", "Expected value of type String at /Comment")]
    [InlineData(
        """{"StartAt":"A","QueryLanguage":"jsonata","States":{"A":{"Type":"Pass","End":true}}}""",
        "Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage")]
    [InlineData("""{"StartAt":"A","States":{"A":7}}""", "Expected value of type Object at /States/A")]
    [InlineData("""{"StartAt":"A","States":{"A":{}}}""", "These fields are required: [Type] at /States/A")]
    [InlineData(
        """{"StartAt":"A","States":{"A":{"Type":1}}}""",
        "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type")]
    public void Fields_of_the_machine_and_of_every_state_are_checked(string definition, string expected)
    {
        var lines = expected.Split('|').Select(line => $"SCHEMA_VALIDATION_FAILED: {line}");
        Assert.Equal(string.Join('\n', lines), Errors(definition));
    }

    [Theory]
    [InlineData("Retry", "[]", "Pass")]
    [InlineData("Catch", "[]", "Wait")]
    [InlineData("TimeoutSeconds", "1", "Map")]
    [InlineData("End", "true", "Choice")]
    [InlineData("Next", "\"S\"", "Fail")]
    [InlineData("ResultPath", "null", "Wait")]
    [InlineData("InputPath", "null", "Fail")]
    [InlineData("Assign", "{}", "Succeed")]
    [InlineData("Coment", "\"\"", "Task")]
    public void Field_of_another_state_type_is_refused(string field, string value, string type) =>
        Assert.Contains(
            Schema($"Field '{field}' is not supported", "/States/S"),
            ErrorsOfState($$"""{"Type":"{{type}}","{{field}}":{{value}}}"""),
            StringComparison.Ordinal);

    [Fact]
    public void Field_of_the_other_query_language_is_refused() => Assert.Equal(
        Schema(WrongLanguage("JSONPath", "Output", "JSONata"), "/States/S"),
        ErrorsOfState("""{"Type":"Pass","Output":1,"End":true}"""));

    [Fact]
    public void JSONPath_field_of_a_JSONata_state_is_refused() => Assert.Equal(
        Schema(WrongLanguage("JSONata", "InputPath", "JSONPath"), "/States/S"),
        ErrorsOfState("""{"Type":"Pass","QueryLanguage":"JSONata","InputPath":"$","End":true}"""));

    [Fact]
    public void State_in_a_JSONata_map_has_the_language_of_the_machine() => Assert.Equal(
        Schema(WrongLanguage("JSONPath", "Output", "JSONata"), "/States/S/ItemProcessor/States/P"),
        ErrorsOfState("""
            {"Type":"Map","QueryLanguage":"JSONata","End":true,
             "ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","Output":1,"End":true}}}}
            """));

    [Fact]
    public void State_name_may_have_80_characters_and_no_more()
    {
        var longest = new string('x', 78) + "\U0001F600é";
        Assert.Empty(Errors($$$$"""{"StartAt":"{{{{longest}}}}","States":{"{{{{longest}}}}":{{{{End}}}}}}"""));
        var longer = longest + "y";
        Assert.Equal(
            $"INVALID_STATE_NAME: Invalid State name: State '{longer}' exceeds the 80-character limit allowed by the service"
            + $" at /States/{longer}",
            Errors($$$$"""{"StartAt":"{{{{longer}}}}","States":{"{{{{longer}}}}":{{{{End}}}}}}"""));
    }

    [Fact]
    public void State_name_is_unique_in_the_whole_machine() => Assert.Equal(
        "DUPLICATE_STATE_NAME: Duplicate State name: X at /States/P/Branches[1]/States/X",
        Errors($$$$"""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"X","States":{"X":{{{{End}}}}}},{"StartAt":"X","States":{"X":{{{{End}}}}}}]}}}
            """));

    [Fact]
    public void Text_of_the_API_error_joins_all_errors_and_says_null_for_no_location()
    {
        Finding[] findings =
        [
            new(FindingSeverity.Error, "A", "one", "/States/X"),
            new(FindingSeverity.Warning, "W", "not told", "/"),
            new(FindingSeverity.Error, "MISSING_END_STATE", "Workflow has no terminal state", string.Empty),
        ];
        Assert.Equal(
            "Invalid State Machine Definition: 'A: one at /States/X, MISSING_END_STATE: Workflow has no terminal state at null'",
            InvalidDefinition.Message(findings));
    }

    private static string WrongLanguage(string language, string field, string only) =>
        $"The QueryLanguage is set to '{language}', but field '{field}' is only supported for the '{only}' QueryLanguage";

    [Theory]
    [InlineData("\"jsonpath\"", "Value should be one of the following: [JSONPath, JSONata] at ")]
    [InlineData("7", "Expected value of type [STRING] at ")]
    public void Query_language_is_one_of_two_and_anything_but_JSONPath_counts_as_JSONata(string language, string expected)
    {
        Assert.Equal(
            $"SCHEMA_VALIDATION_FAILED: {expected}/QueryLanguage\n"
            + Schema("The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage", "/States/S"),
            Errors($$"""{"QueryLanguage":{{language}},"StartAt":"S","States":{"S":{"Type":"Pass","InputPath":"$.a","End":true} } }"""));
        Assert.Equal(
            Schema("The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage", "/States/S")
            + $"\nSCHEMA_VALIDATION_FAILED: {expected}/States/S/QueryLanguage",
            ErrorsOfState($$"""{"Type":"Pass","QueryLanguage":{{language}},"InputPath":"$.a","End":true}"""));
    }

    [Fact]
    public void State_that_goes_back_to_JSONPath_is_told_only_that() => Assert.Equal(
        Schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", "/States/S"),
        Errors("""
            {"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Pass","QueryLanguage":"JSONPath","Output":1,"End":true}}}
            """));

    [Fact]
    public void Definition_in_bytes_may_begin_with_a_byte_order_mark_and_must_be_UTF_8()
    {
        Assert.NotNull(Parse([0xEF, 0xBB, 0xBF, .. """{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"""u8]).Machine);
        Assert.Equal("INVALID_JSON_DESCRIPTION", Assert.Single(Parse([.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8]).Findings).Code);
        Assert.Equal("SCHEMA_VALIDATION_FAILED", Assert.Single(Parse([]).Findings).Code);
    }

    [Fact]
    public void Definition_has_at_most_a_mebibyte()
    {
        Assert.Empty(Errors(OfLength(1_048_576)));
        Assert.Equal(
            Schema("Definition cannot be longer than 1048576 characters", ""), Errors(OfLength(1_048_577)));
    }

    private static ParsedDefinition Parse(byte[] utf8) => DefinitionParser.Parse(utf8, StateMachineType.Standard);

    private static string OfLength(int length) => """{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}""".PadRight(length);
}
