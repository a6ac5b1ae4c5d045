using Stepwell.Expressions;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class JsonataTests
{
    private const string End = """ "End":true""";
    private const string Processor = """ "ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""";
    private const string Activity = """ "Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a" """;

    [Fact]
    public void Fields_of_a_task_are_compiled()
    {
        var task = JsonataState<TaskState>($$$"""
            {{{Activity}}},"Arguments":{"a":["{% 1 %}",{"b":"{%$states.input.x%}"}]},"TimeoutSeconds":"{% $t %}","HeartbeatSeconds":5,
            "Output":"{% $states.result %}","Assign":{"v":"{% $states.result.v %}"},
            "Catch":[{"ErrorEquals":["States.ALL"],"Output":"{% $states.errorOutput %}","Assign":{"w":"{% $u %}"},"Next":"S"}],{{{End}}}
            """);

        var flow = Assert.IsType<JsonataFlow>(task.Flow);
        Assert.Equal(["Arguments/a[0]: 1", "Arguments/a[1]/b: $states.input.x"], Expressions(flow.Arguments!));
        Assert.Equal(["Output: $states.result"], Expressions(flow.Output!));
        Assert.Equal(["Assign/v: $states.result.v"], Expressions(flow.Assign!));
        Assert.Equal(["TimeoutSeconds: $t"], Expressions(Assert.IsType<SecondsField.Jsonata>(task.Timeout).Template));
        Assert.Equal(new SecondsField.Literal(5), task.Heartbeat);
        var catcher = Assert.Single(task.Errors.Catch);
        Assert.Equal(["Catch[0]/Output: $states.errorOutput"], Expressions(catcher.Output!));
        Assert.Equal(["Catch[0]/Assign/w: $u"], Expressions(Assert.IsType<TemplateField.Jsonata>(catcher.Assign).Template));
    }

    [Fact]
    public void Fields_of_a_map_are_compiled()
    {
        var map = JsonataState<MapState>($$"""
            "Type":"Map","Items":[1,"{% $two %}"],"ItemSelector":{"v":"{% $states.context.Map.Item.Value %}"},"MaxConcurrency":"{% 2 %}",
            "ToleratedFailureCount":"{% 3 %}","ToleratedFailurePercentage":"{% 4 %}",{{Processor}},{{End}}
            """);

        Assert.Equal(["Items[1]: $two"], Expressions(Assert.IsType<ItemsField.Jsonata>(map.Items).Template));
        Assert.Equal(
            ["ItemSelector/v: $states.context.Map.Item.Value"], Expressions(Assert.IsType<TemplateField.Jsonata>(map.ItemSelector).Template));
        Assert.Equal(["MaxConcurrency: 2"], Expressions(Assert.IsType<IntegerField.Jsonata>(map.MaxConcurrency).Template));
        Assert.Equal(["ToleratedFailureCount: 3"], Expressions(Assert.IsType<IntegerField.Jsonata>(map.ToleratedFailureCount).Template));
        Assert.IsType<NumberField.Jsonata>(map.ToleratedFailurePercentage);
    }

    [Fact]
    public void Rules_of_a_choice_are_compiled()
    {
        var choice = JsonataState<ChoiceState>("""
            "Type":"Choice","Choices":[{"Condition":"{% $a %}","Next":"S","Output":1,"Assign":{"x":2}},{"Condition":true,"Next":"S"}],"Default":"E"
            """);

        Assert.Equal(["Choices[0]/Condition: $a"], Expressions(Assert.IsType<Condition.Jsonata>(choice.Choices[0].Condition).Template));
        Assert.Equal("1", choice.Choices[0].Output!.Literal.ToString());
        Assert.Equal("""{"x":2}""", Assert.IsType<TemplateField.Jsonata>(choice.Choices[0].Assign).Template.Literal.ToString());
        Assert.Equal("true", Assert.IsType<Condition.Jsonata>(choice.Choices[1].Condition).Template.Literal.ToString());
    }

    [Fact]
    public void Places_in_nested_states_begin_at_the_state()
    {
        var map = JsonataState<MapState>("""
            "Type":"Map","End":true,"ItemProcessor":{"StartAt":"States","States":{
              "States":{"Type":"Pass","QueryLanguage":"JSONata","Output":{"States":{"x":"{% 1 %}"}},"End":true}}}
            """);

        Assert.Equal(
            ["Output/States/x: 1"], Expressions(Assert.IsType<JsonataFlow>(map.ItemProcessor["States"].Flow).Output!));
    }

    [Theory]
    [InlineData("{% 10 %")]
    [InlineData("10 %}")]
    [InlineData(" {% 10 %}")]
    [InlineData("{% 10 %} ")]
    public void Expressions_that_are_not_delimited_properly_are_refused(string text) => Assert.StartsWith(
        "SCHEMA_VALIDATION_FAILED: A JSONata expression must start with '{%'",
        JsonataErrors($$""" "Type":"Pass","Output":"{{text}}",{{End}} """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "Type":"Wait","Seconds":"5","End":true """, "Expected value of type Integer at /States/S/Seconds")]
    [InlineData(""" "Type":"Choice","Choices":[{"Condition":"x","Next":"E"}] """, "Expected value of type Boolean at /States/S/Choices[0]/Condition")]
    [InlineData(""" "Type":"Pass","Assign":"{% {} %}","End":true """, "Expected value of type Object at /States/S/Assign")]
    public void Values_that_a_field_never_takes_are_refused(string state, string message) =>
        Assert.Contains(message, JsonataErrors(state, next: true), StringComparison.Ordinal);

    [Fact]
    public void Variables_that_a_state_reads_are_listed()
    {
        var parsed = DefinitionParser.Parse(
            $$$$"""
            {"StartAt":"S","QueryLanguage":"JSONata","States":{
              "S":{"Type":"Map","Items":"{% $b %}","ItemSelector":"{% $a + $states.input.c %}",{{{{Processor}}}},"Output":"{% $sum($b) %}",{{{{End}}}}}}}
            """,
            StateMachineType.Standard);

        Assert.True(parsed.Machine is not null, InvalidDefinition.Message(parsed.Findings));
        Assert.Equal(["a", "b"], VariableReferences.Of(parsed.Machine)["S"]);
    }

    private static IEnumerable<string> Expressions(JsonataTemplate template) =>
        template.Expressions.Select(part => $"{part.Location}: {part.Expression.Text}");

    private static T JsonataState<T>(string fields)
        where T : State
    {
        var parsed = DefinitionParser.Parse(Jsonata(fields, next: typeof(T) == typeof(ChoiceState)), StateMachineType.Standard);
        Assert.True(parsed.Machine is not null, InvalidDefinition.Message(parsed.Findings));
        return Assert.IsType<T>(parsed.Machine.Graph["S"]);
    }

    private static string JsonataErrors(string fields, bool next = false) => Errors(Jsonata(fields, next));

    private static string Jsonata(string fields, bool next)
    {
        var end = next && fields.Contains("\"E\"", StringComparison.Ordinal) ? ""","E":{"Type":"Succeed"}""" : string.Empty;
        return $$$$"""{"StartAt":"S","States":{"S":{"QueryLanguage":"JSONata",{{{{fields}}}}}{{{{end}}}}}}""";
    }
}
