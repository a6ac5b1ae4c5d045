using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

/// <summary>
/// What the service says to the expressions of a definition. Sources of its words: answers of ValidateStateMachineDefinition that
/// github.com/floci-io/floci/issues/2670 and 2745 report.
/// </summary>
public sealed class JsonataFindingTests
{
    [Theory]
    [InlineData("a[1,2)", "Expected \"]\", got \",\"")]
    [InlineData("\"unterminated", "String literal must be terminated by a matching quote")]
    [InlineData("1 +", "Unexpected end of expression")]
    [InlineData("{\"a\":}", "The symbol \"}\" cannot be used as a unary operator")]
    [InlineData("$x :=", "Unexpected end of expression")]
    [InlineData("$match(\"a\", /abc", "No terminating / in regular expression")]
    [InlineData("phone %.other", "The symbol \".\" cannot be used as a unary operator")]
    [InlineData("", "Unexpected end of expression")]
    public void Expression_that_does_not_parse_is_refused_in_the_words_of_the_parser(string expression, string message) =>
        Assert.Equal($"INVALID_JSONATA_EXPRESSION: {message} at /States/S/Output/v", ErrorsOfOutput(expression));

    [Theory]
    [InlineData("phone", "phone")]
    [InlineData("phone.number[0]", "phone")]
    [InlineData("aaa + bbb * aaa", "aaa|bbb")]
    [InlineData("$.phone", "$")]
    [InlineData("{aaa: 1}", "aaa")]
    [InlineData("[1..n]", "n")]
    [InlineData("-n", "n")]
    [InlineData("$count(items)", "items")]
    [InlineData("$map($states.input.a, function($x){ b })", "b")]
    [InlineData("c ? t : e", "c|t|e")]
    [InlineData("($x := y; $x)", "y")]
    [InlineData("a ~> $f", "a")]
    [InlineData("[a, 'b', 1]", "a")]
    [InlineData("`odd name`.x", "odd name")]
    public void Names_that_nothing_leads_to_are_refused_one_by_one(string expression, string names) => Assert.Equal(
        names.Split('|').Select(name =>
            $"UNSUPPORTED_JSONATA_EXPRESSION: Reference to '{name}' at the top level is not supported. at /States/S/Output/v"),
        ErrorsOfOutput(expression).Split('\n'));

    [Theory]
    [InlineData("$states.input.phone")]
    [InlineData("$states.input.items[phone > 3]")]
    [InlineData("$states.input.items^(price)")]
    [InlineData("$states.input.items{type: $sum(price)}")]
    [InlineData("$map($states.input.a, function($x){ $x.phone })")]
    [InlineData("$states.input ~> |items|{'x': price}|")]
    [InlineData("$phone")]
    [InlineData("$states.context.Execution.Name & 'text'")]
    [InlineData("(  ($x := 1; $x + $undefined)  )")]
    public void Names_that_something_leads_to_are_accepted(string expression) => Assert.Empty(ErrorsOfOutput(expression));

    [Theory]
    [InlineData("$$", "Reference to '$$' is not supported.")]
    [InlineData("$states.errorOutput", "Field '$states.errorOutput' does not exist.")]
    [InlineData("$states.result.x", "Field '$states.result' does not exist.")]
    public void What_is_not_there_is_refused(string expression, string message) =>
        Assert.Equal($"UNSUPPORTED_JSONATA_EXPRESSION: {message} at /States/S/Output/v", ErrorsOfOutput(expression));

    [Fact]
    public void Results_are_there_for_states_that_have_them_and_errors_for_catchers() => Assert.Empty(OfExpressions("""
        {"QueryLanguage":"JSONata","StartAt":"S","States":{
          "S":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},"Output":"{% $states.result %}",
               "Assign":{"r":"{% $states.result.x %}"},"End":true,
               "Catch":[{"ErrorEquals":["States.ALL"],"Next":"E","Output":"{% $states.errorOutput %}",
                         "Assign":{"e":"{% $states.errorOutput.Error %}"}}]},
          "E":{"Type":"Fail","Error":"{% $e %}"}}}
        """));

    [Theory]
    [InlineData("""{"Type":"Pass","Output":{"a":{"b":["{% phone %}"]}},"End":true}""", "Output/a/b[0]")]
    [InlineData("""{"Type":"Pass","Assign":{"Next":"{% phone %}"},"End":true}""", "Assign/Next")]
    [InlineData("""{"Type":"Choice","Choices":[{"Condition":"{% phone = 1 %}","Next":"E"}]},"E":{"Type":"Succeed"}""", "Choices[0]/Condition")]
    [InlineData("""{"Type":"Wait","Seconds":"{% phone %}","End":true}""", "Seconds")]
    [InlineData("""{"Type":"Wait","Timestamp":"{% phone %}","End":true}""", "Timestamp")]
    [InlineData("""{"Type":"Fail","Cause":"{% phone %}"}""", "Cause")]
    [InlineData("""{"Type":"Succeed","Output":"{% phone %}"}""", "Output")]
    [InlineData(
        """{"Type":"Map","Items":"{% phone %}","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}""", "Items")]
    [InlineData(
        """{"Type":"Map","ItemSelector":{"Next":"{% phone %}"},"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}""",
        "ItemSelector/Next")]
    [InlineData(
        """{"Type":"Map","MaxConcurrency":"{% phone %}","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}""",
        "MaxConcurrency")]
    [InlineData(
        """{"Type":"Map","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed","Output":{"v":"{% phone %}"}}}},"End":true}""",
        "ItemProcessor/States/I/Output/v")]
    [InlineData(
        """{"Type":"Parallel","Branches":[{"StartAt":"B","States":{"B":{"Type":"Succeed","Output":{"v":"{% phone %}"}}}}],"End":true}""",
        "Branches[0]/States/B/Output/v")]
    [InlineData("""{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":"{% phone %}","End":true}""", "Arguments")]
    [InlineData(
        """
        {"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:listBuckets","Arguments":{},"TimeoutSeconds":"{% phone %}","End":true}
        """,
        "TimeoutSeconds")]
    [InlineData(
        """
        {"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:listBuckets","Arguments":{},"End":true,
         "Catch":[{"ErrorEquals":["States.ALL"],"Output":{"v":"{% phone %}"},"Next":"F"}]},"F":{"Type":"Succeed"}
        """,
        "Catch[0]/Output/v")]
    public void Every_field_that_may_hold_an_expression_is_checked(string state, string place) => Assert.Equal(
        $"UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/S/{place}",
        ErrorsOfMachine(state));

    [Theory]
    [InlineData("""{"Type":"Pass","Comment":"{% phone %}","End":true}""")]
    [InlineData(
        """
        {"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:listBuckets","Arguments":{},"Retry":[{"ErrorEquals":["{% phone %}"]}],"End":true}
        """)]
    public void Fields_that_hold_no_expressions_are_text(string state) => Assert.Empty(ErrorsOfMachine(state));

    [Fact]
    public void JSONPath_states_have_no_expressions_in_braces() =>
        Assert.Empty(ErrorsOfState("""{"Type":"Pass","Parameters":{"v":"{% phone %}"},"End":true}"""));

    private static string ErrorsOfOutput(string expression)
    {
        var escaped = expression.Replace("\"", "\\\"", StringComparison.Ordinal);
        return ErrorsOfMachine($$$$"""{"Type":"Pass","Output":{"v":"{% {{{{escaped}}}} %}"},"End":true}""");
    }

    private static string ErrorsOfMachine(string state) =>
        OfExpressions($$$$"""{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{{{{state}}}}}}""");

    private static string OfExpressions(string definition) => string.Join(
        '\n', Errors(definition).Split('\n').Where(line => line.Contains("_JSONATA_EXPRESSION: ", StringComparison.Ordinal)));
}
