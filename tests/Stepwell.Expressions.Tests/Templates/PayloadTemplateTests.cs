using Stepwell.Json;
using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Templates;

public class PayloadTemplateTests
{
    [Fact]
    public void Fields_that_end_in_dollar_take_the_value_of_their_expression_at_any_depth()
    {
        var template = Template("""
            {"literal":"$.name","resolved.$":"$.name","nested":{"id.$":"$$.Execution.Id","n":1.50},
             "list":[{"Name":"A","Value.$":"States.Format('<{}>', $.name)"},2],"v.$":"$cart.total","all.$":"$.tags[*]"}
            """);

        var scope = Scope("""{"name":"Ada","tags":[1,2]}""", """{"Execution":{"Id":"e"}}""", """{"cart":{"total":3}}""");
        var value = template.Evaluate(scope);

        Assert.Equal(
            """{"literal":"$.name","resolved":"Ada","nested":{"id":"e","n":1.50},"list":[{"Name":"A","Value":"<Ada>"},2],"v":3,"all":[1,2]}""",
            value.Value.ToString());
        Assert.Equal(["cart"], template.Variables);
        Assert.Equal(
            ["$.name", "$$.Execution.Id", "States.Format('<{}>', $.name)", "$cart.total", "$.tags[*]"],
            template.Expressions.Select(expression => expression.Text));
    }

    [Theory]
    [InlineData("""{"a":[1,{}]}""")]
    [InlineData("\"$.a\"")]
    [InlineData("null")]
    public void Template_without_expressions_is_the_very_value(string json)
    {
        var source = JsonValue.Parse(json);
        Assert.True(PayloadTemplate.TryParse(source, out var template, out _));

        Assert.True(template.Evaluate(Scope()).Value.SameAs(source));
    }

    /// <summary>As AWS does; a path alone passes on what came in.</summary>
    [Theory]
    [InlineData("""{ "a" : [ 1, {} ] }""", """{"a":[1,{}]}""")]
    [InlineData("""{ "all.$" : "$.big" }""", """{"all":{"b":[2,"x y"]}}""")]
    public void What_a_template_gives_has_no_white_space_between_tokens(string template, string expected)
    {
        Assert.True(PayloadTemplate.TryParse(JsonValue.Parse(template), out var compiled, out _));

        Assert.Equal(expected, compiled.Evaluate(Scope("""{"big": {"b": [2, "x y"]}}""")).Value.ToString());
    }

    [Fact]
    public void Parts_without_expressions_are_reused_and_selected_parts_too()
    {
        var source = JsonValue.Parse("""{"static":{"a":[1]},"x.$":"$.big"}""");
        Assert.True(PayloadTemplate.TryParse(source, out var template, out _));
        var scope = Scope("""{"big":{"b":[2]}}""");

        var value = template.Evaluate(scope).Value;

        Assert.True(value["static"].SameAs(source["static"]));
        Assert.True(value["x"].SameAs(scope.Input["big"]));
    }

    [Fact]
    public void Path_that_selects_nothing_fails_with_its_field_and_the_input()
    {
        var failure = Template("""{"a":{"value.$":"$.no_such_jsonpath"}}""").Evaluate(Scope("""{"int-literal": 0}""")).Failure;

        Assert.Equal("States.Runtime", failure?.Error);
        Assert.Equal(
            """The JSONPath '$.no_such_jsonpath' specified for the field 'value.$' could not be found in the input '{"int-literal":0}'""",
            failure?.Cause);
    }

    [Fact]
    public void Context_path_that_selects_nothing_fails_with_the_context_object() => Assert.Equal(
        """The JSONPath '$.Nope' specified for the field 'v.$' could not be found in the input '{"State":{}}'""",
        Template("""{"v.$":"$$.Nope"}""").Evaluate(Scope("{}", """{"State":{}}""")).Failure?.Cause);

    [Fact]
    public void Function_that_fails_fails_the_template() => Assert.EndsWith(
        "Invalid arguments in States.ArrayLength", Template("""[{"v.$":"States.ArrayLength($)"}]""").Evaluate(Scope()).Failure?.Cause);

    [Fact]
    public void Index_past_the_end_of_an_array_is_null_but_a_member_below_it_is_not_found()
    {
        var scope = Scope("""{"items":[1,2]}""");

        Assert.Equal("""{"v":null}""", Template("""{"v.$":"$.items[5]"}""").Evaluate(scope).Value.ToString());
        Assert.True(Template("""{"v.$":"$.items[5].x"}""").Evaluate(scope).Failed);
        Assert.True(Template("""{"v.$":"$.nothing[5]"}""").Evaluate(scope).Failed);
    }

    [Fact]
    public void Every_broken_field_is_reported_with_its_place()
    {
        var json = JsonValue.Parse("""{"a.$":"ipsum","ok.$":"$.a","b":{"c/d":[0,{"e.$":5}]}}""");

        Assert.False(PayloadTemplate.TryParse(json, out var template, out var errors));

        Assert.Null(template);
        Assert.Equal([("", "a.$"), ("/b/c~1d/1", "e.$")], errors.Select(error => (error.Location, error.Field)));
        Assert.Equal("A path must start with '$'.", errors[0].Reason.Message);
        Assert.Equal("The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call", errors[0].Message);
    }

    [Fact]
    public void Field_without_and_with_dollar_is_one_field_and_the_last_counts() =>
        Assert.Equal("""{"a":2}""", Template("""{"a":1,"a.$":"$.x"}""").Evaluate(Scope("""{"x":2}""")).Value.ToString());
}
