using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Parsing;

public sealed class DefinitionTextTests
{
    private const string Tokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    [Theory]
    [InlineData("{not json}", "Unexpected character ('n' (code 110)): was expecting double-quote to start field name", 1, 3)]
    [InlineData("{\"a\" 1}", "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 1, 7)]
    [InlineData("{\"a\": 1 \"b\"}", "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", 1, 10)]
    [InlineData("[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 1, 5)]
    [InlineData("{\"a\": }", "Unexpected character ('}' (code 125)): expected a value", 1, 8)]
    [InlineData("[1,]", "Unexpected character (']' (code 93)): expected a valid value " + Tokens, 1, 5)]
    [InlineData("[\n tru]", "Unrecognized token 'tru': was expecting " + Tokens, 2, 5)]
    [InlineData("{\"a\": \"x", "Unexpected end-of-input: was expecting closing quote for a string value", 1, 9)]
    [InlineData("{\"a", "Unexpected end-of-input in field name", 1, 4)]
    [InlineData(
        "{\"a\": \"\t\"}",
        "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value",
        1,
        9)]
    [InlineData("[\"\\x\"]", "Unrecognized character escape 'x' (code 120)", 1, 5)]
    [InlineData("[\"\\u12G4\"]", "Unexpected character ('G' (code 71)): expected a hex-digit for character escape sequence", 1, 8)]
    [InlineData("[01]", "Invalid numeric value: Leading zeroes not allowed", 1, 3)]
    [InlineData("[-]", "Unexpected character (']' (code 93)): expected digit (0-9) to follow minus sign, for valid numeric value", 1, 4)]
    [InlineData("[1.]", "Unexpected character (']' (code 93)): Decimal point not followed by a digit", 1, 5)]
    [InlineData("[1e]", "Unexpected character (']' (code 93)): Exponent indicator not followed by a digit", 1, 5)]
    [InlineData("{} x", "Unexpected character ('x' (code 120)): Expected end of input after the definition", 1, 5)]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "Duplicate field 'a'", 1, 16)]
    public void Broken_JSON_is_described_as_Jackson_does(string definition, string message, int line, int column)
    {
        var finding = Assert.Single(DefinitionParser.Parse(definition, StateMachineType.Standard).Findings);
        var location = $"[Source: (String)\"{definition}\"; line: {line}, column: {column}]";
        Assert.Equal(new Finding(FindingSeverity.Error, "INVALID_JSON_DESCRIPTION", $"{message}\n at {location}", location), finding);
    }

    [Fact]
    public void Unclosed_object_is_described_with_its_start() => Assert.Equal(
        "Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)\"{\"; line: 1, column: 1])\n"
        + " at [Source: (String)\"{\"; line: 1, column: 2]",
        Assert.Single(DefinitionParser.Parse("{", StateMachineType.Standard).Findings).Message);

    [Fact]
    public void Mismatched_end_is_described_with_its_start() => Assert.StartsWith(
        "Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"[1}\"; line: 1, column: 1])",
        Assert.Single(DefinitionParser.Parse("[1}", StateMachineType.Standard).Findings).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Long_definition_is_cut_in_messages()
    {
        var definition = "{\"a\":\"" + new string('x', 600) + "\", !}";
        var finding = Assert.Single(DefinitionParser.Parse(definition, StateMachineType.Standard).Findings);
        Assert.Equal($"[Source: (String)\"{definition[..500]}\"[truncated 111 chars]; line: 1, column: 611]", finding.Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    public void Text_that_is_no_object_is_refused(string definition) => Assert.Equal(
        [new Finding(FindingSeverity.Error, "SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", string.Empty)],
        DefinitionParser.Parse(definition, StateMachineType.Standard).Findings);

    [Fact]
    public void State_named_twice_in_one_object_is_refused() => Assert.StartsWith(
        "Duplicate field 'A'",
        Assert.Single(DefinitionParser.Parse(
            """{"StartAt":"A","States":{"A":{"Type":"Succeed"},"A":{"Type":"Succeed"}}}""", StateMachineType.Standard).Findings).Message,
        StringComparison.Ordinal);
}
