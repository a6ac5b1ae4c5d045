using Stepwell.States.Definition;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class ChoiceTests
{
    private static readonly string[] Typed = ["IsBoolean", "IsNull", "IsNumeric", "IsPresent", "IsString", "IsTimestamp"];
    private static readonly string[] Orders = ["Equals", "GreaterThan", "GreaterThanEquals", "LessThan", "LessThanEquals"];

    public static TheoryData<string, string> Comparisons()
    {
        var data = new TheoryData<string, string>
        {
            { "BooleanEquals", "true" }, { "BooleanEqualsPath", "\"$.b\"" }, { "StringMatches", "\"a*\"" },
        };
        foreach (var name in Typed) data.Add(name, "false");
        foreach (var order in Orders)
        {
            data.Add("Numeric" + order, "-1.5e3");
            data.Add("String" + order, "\"x\"");
            data.Add("Timestamp" + order, "\"2016-08-18T17:33:00Z\"");
            data.Add($"Numeric{order}Path", "\"$.n\"");
            data.Add($"String{order}Path", "\"$$.Execution.Name\"");
            data.Add($"Timestamp{order}Path", "\"$var.t\"");
        }

        return data;
    }

    [Fact]
    public void There_are_39_operators() => Assert.Equal(39, Comparisons().Count);

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Every_operator_is_read(string name, string operand)
    {
        var rule = Assert.Single(State<ChoiceState>(Choice($$"""{"Variable":"$.a","{{name}}":{{operand}},"Next":"E"}""")).Choices);
        var comparison = Assert.IsType<Condition.Comparison>(rule.Condition);
        var ofPath = name.EndsWith("Path", StringComparison.Ordinal);
        Assert.Equal(ofPath ? name[..^4] : name, comparison.Operator.ToString());
        if (ofPath) Assert.Equal(operand.Trim('"'), Assert.IsType<Operand.At>(comparison.Operand).Expression.Text);
        else Assert.Equal(operand, Assert.IsType<Operand.Literal>(comparison.Operand).Value.ToString());
    }

    [Fact]
    public void And_Or_and_Not_nest()
    {
        var rule = Assert.Single(State<ChoiceState>(Choice("""
            {"Comment":"c","Next":"E","Assign":{"v":1},"And":[{"Not":{"Variable":"$","IsNull":true}},{"Comment":"c",
             "Or":[{"Variable":"$.a","IsPresent":true},{"Variable":"$x","IsString":true}]}]}
            """)).Choices);
        var and = Assert.IsType<Condition.And>(rule.Condition);
        Assert.IsType<Condition.Comparison>(Assert.IsType<Condition.Not>(and.Operands[0]).Operand);
        Assert.Equal(2, Assert.IsType<Condition.Or>(and.Operands[1]).Operands.Length);
        Assert.NotNull(rule.Assign);
    }

    [Theory]
    [InlineData("", "Value cannot be empty at /States/S/Choices")]
    [InlineData("""{"Variable":"$.a","IsNull":true}""", "These fields are required: [Next] at /States/S/Choices[0]")]
    [InlineData("""{"Variable":"$.a","IsNull":true,"Next":"E","End":true}""", "Field 'End' is not supported at /States/S/Choices[0]")]
    [InlineData(
        """{"Next":"E"}""",
        "The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at /States/S/Choices[0]")]
    [InlineData(
        """{"Next":"E","And":[],"Variable":"$"}""",
        "The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at /States/S/Choices[0]")]
    [InlineData("""{"Next":"E","And":[]}""", "Value cannot be empty at /States/S/Choices[0]/And")]
    [InlineData(
        """{"Next":"E","Or":[{"Variable":"$.a","IsNull":true,"Next":"E"}]}""",
        "Field 'Next' is not supported at /States/S/Choices[0]/Or[0]")]
    [InlineData(
        """{"Next":"E","Not":{"Variable":"$.a","IsNull":true,"Next":"E"}}""",
        "Field 'Next' is not supported at /States/S/Choices[0]/Not")]
    [InlineData("""{"Next":"E","Not":[]}""", "Expected value of type Object at /States/S/Choices[0]/Not")]
    [InlineData(
        """{"Next":"E","Variable":"a","IsNull":true}""",
        "Value is not a Reference Path: Reference path didn't start with '$' at /States/S/Choices[0]/Variable")]
    [InlineData(
        """{"Next":"E","Variable":"States.ArrayLength($.a)","NumericEquals":0}""",
        "Value is not a Reference Path: Reference path didn't start with '$' at /States/S/Choices[0]/Variable")]
    [InlineData("""{"Next":"E","Variable":"$.a[*]","IsNull":true}""", "Value is not a Reference Path at /States/S/Choices[0]/Variable")]
    [InlineData("""{"Next":"E","Variable":"$.a","StringEquals":1}""", "Expected value of type String at /States/S/Choices[0]/StringEquals")]
    [InlineData(
        """{"Next":"E","Variable":"$.a","NumericEquals":"1"}""",
        "Expected value of type Number at /States/S/Choices[0]/NumericEquals")]
    [InlineData(
        """{"Next":"E","Variable":"$.a","BooleanEquals":"true"}""",
        "Expected value of type Boolean at /States/S/Choices[0]/BooleanEquals")]
    [InlineData("""{"Next":"E","Variable":"$.a","IsPresent":1}""", "Expected value of type Boolean at /States/S/Choices[0]/IsPresent")]
    [InlineData(
        """{"Next":"E","Variable":"$.a","TimestampEquals":"2016-08-18 17:33:00Z"}""",
        "String does not match RFC3339 timestamp at /States/S/Choices[0]/TimestampEquals")]
    [InlineData(
        """{"Next":"E","Condition":"{% true %}"}""",
        "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage"
        + " at /States/S/Choices[0]")]
    public void Wrong_rule_is_refused(string rules, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(Choice(rules)));

    [Theory]
    [InlineData("""{"Next":"E","Variable":"$.a"}""", "This object should have only one of the following fields: [BooleanEquals, ")]
    [InlineData(
        """{"Next":"E","Variable":"$.a","IsNull":true,"IsString":true}""",
        "There should only be one of the following fields: [BooleanEquals, ")]
    public void Comparison_has_exactly_one_operator(string rule, string expected) =>
        Assert.StartsWith("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(Choice(rule)), StringComparison.Ordinal);

    private static string Choice(string rules) => $$"""{"Type":"Choice","Choices":[{{rules}}],"Default":"E"},"E":{"Type":"Succeed"}""";
}
