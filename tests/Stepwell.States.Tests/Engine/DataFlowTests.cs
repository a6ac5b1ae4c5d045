using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

/// <summary>InputPath, Parameters, ResultSelector, ResultPath and OutputPath, alone and in their order.</summary>
public sealed class DataFlowTests
{
    private const string Input = """{"a":{"b":1},"c":[1,2,3]}""";

    [Theory]
    [InlineData("\"InputPath\":\"$.a\"", """{"b":1}""")]
    [InlineData("\"InputPath\":\"$.c[1:]\"", "[2,3]")]
    [InlineData("\"InputPath\":null", "{}")]
    [InlineData("\"OutputPath\":\"$.a.b\"", "1")]
    [InlineData("\"OutputPath\":null", "{}")]
    [InlineData("\"ResultPath\":null", Input)]
    [InlineData("\"Result\":7,\"ResultPath\":null", Input)]
    [InlineData("\"Result\":7,\"ResultPath\":\"$\"", "7")]
    [InlineData("\"Result\":7,\"ResultPath\":\"$.a.b\"", """{"a":{"b":7},"c":[1,2,3]}""")]
    [InlineData("\"Result\":7,\"ResultPath\":\"$.new.deep\"", """{"a":{"b":1},"c":[1,2,3],"new":{"deep":7}}""")]
    [InlineData("\"Result\":7,\"ResultPath\":\"$.c[1]\"", """{"a":{"b":1},"c":[1,7,3]}""")]
    [InlineData("\"InputPath\":\"$.a\",\"ResultPath\":\"$.r\"", """{"a":{"b":1},"c":[1,2,3],"r":{"b":1}}""")]
    [InlineData("\"Parameters\":{\"x.$\":\"$.a.b\",\"y\":[1]}", """{"x":1,"y":[1]}""")]
    [InlineData("\"InputPath\":\"$.a\",\"Parameters\":{\"x.$\":\"$.b\"},\"ResultPath\":\"$.r\",\"OutputPath\":\"$.r.x\"", "1")]
    public void Fields_of_a_Pass_shape_its_output(string fields, string output) =>
        Assert.Equal(output, Run.Through($$"""{"Type":"Pass",{{fields}},"End":true}""", Input));

    [Fact]
    public void A_task_passes_through_all_five_in_their_order()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","InputPath":"$.in","Parameters":{"p.$":"$.x"},
                 "ResultSelector":{"s.$":"$.result"},"ResultPath":"$.out","OutputPath":"$.out.s","End":true}
            """, """{"in":{"x":1}}""");
        var task = Assert.IsType<Effect.ScheduleTask>(Assert.Single(run.Effects)).Task;
        Assert.Equal("""{"p":1}""", task.Scheduled.Parameters.ToString());
        run.Take("T").Succeed("T", """{"result":"r","other":0}""");
        Assert.Equal("\"r\"", run.Output);
    }

    [Fact]
    public void ResultPath_puts_a_result_beside_the_raw_input_not_the_selected_one()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","InputPath":"$.a","ResultPath":"$.r","End":true} """, """{"a":1}""");
        Assert.Equal("""{"a":1,"r":2}""", run.Take("T").Succeed("T", "2").Output);
    }

    [Theory]
    [InlineData("\"InputPath\":\"$.no\"", "Invalid path '$.no' :")]
    [InlineData("\"OutputPath\":\"$.no\"", "Invalid path '$.no' :")]
    public void A_path_that_leads_nowhere_fails_the_execution(string fields, string cause)
    {
        var run = Run.Of($$""" "S":{"Type":"Pass",{{fields}},"End":true} """, Input);
        Assert.Equal(ErrorNames.Runtime, run.Execution.Error);
        Assert.StartsWith($"An error occurred while executing the state 'S' (entered at the event id #2). {cause}", run.Execution.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_path_that_leads_nowhere_fails_with_its_text()
    {
        var run = Run.Of(""" "S":{"Type":"Pass","Parameters":{"x.$":"$.no"},"End":true} """, """{"a":1}""");
        Assert.Equal(
            "States.Runtime: An error occurred while executing the state 'S' (entered at the event id #2). "
            + "The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{\"a\":1}'",
            run.Failure);
    }

    [Fact]
    public void A_result_that_finds_no_object_to_go_into_fails()
    {
        const string State = """ "S":{"Type":"Pass","Result":1,"ResultPath":"$.a.b","End":true} """;
        var run = Run.Of(State, """{"a":"text"}""");
        Assert.Equal("States.ResultPathMatchFailure", run.Execution.Error);
    }
}
