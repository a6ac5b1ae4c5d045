using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class MapTests
{
    private const string Work = $$$"""
        {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{{Run.Activity}}}","End":true} } }
        """;

    [Fact]
    public void Items_are_worked_on_side_by_side_and_results_come_in_the_order_of_the_items()
    {
        var run = Map("\"ItemsPath\":\"$.items\",\"ResultPath\":\"$.out\"", """{"items":["a","b","c"]}""");
        Assert.Equal(["\"a\"", "\"b\"", "\"c\""], run.Execution.Children.Values.Select(frame => frame.Value.ToString()));
        Succeed(run, 2, "3");
        Succeed(run, 0, "1");
        Succeed(run, 1, "2");
        Assert.Equal("""{"items":["a","b","c"],"out":[1,2,3]}""", run.Output);
    }

    [Fact]
    public void An_empty_map_succeeds_with_an_empty_array()
    {
        var run = Map("\"Comment\":\"none\"", "[]");
        Assert.Equal("[]", run.Output);
        Assert.Equal(["3 2 MapStateStarted", "4 3 MapStateSucceeded", "5 3 MapStateExited M", "6 5 ExecutionSucceeded"], run.History[2..]);
    }

    [Fact]
    public void MaxConcurrency_bounds_what_runs_and_the_next_iteration_names_what_ended_the_last()
    {
        var run = Map("\"MaxConcurrency\":2", "[0,1,2,3]");
        Assert.Equal(2, run.Execution.Children.Count);
        Succeed(run, 1, "1");
        Assert.Equal([0, 2], run.Execution.Children.Values.Select(frame => frame.Index));
        Assert.Equal(["12 11 TaskStateExited T", "13 12 MapIterationSucceeded 1", "14 12 MapIterationStarted 2"], run.History[11..14]);
        foreach (var index in new[] { 0, 2, 3 })
            Succeed(run, index, $"{index}");
        Assert.Equal("[0,1,2,3]", run.Output);
    }

    [Theory]
    [InlineData("0", 3)]
    [InlineData("2", 2)]
    [InlineData("\"2\"", 2)]
    [InlineData("9223372036854775807", 3)]
    public void MaxConcurrencyPath_reads_it_from_the_input(string value, int running) =>
        Assert.Equal(running, Map("\"ItemsPath\":\"$.i\",\"MaxConcurrencyPath\":\"$.c\"", $$"""{"i":[1,2,3],"c":{{value}}}""").Execution.Children.Count);

    [Theory]
    [InlineData("-1", "The MaxConcurrencyPath field refers to value \"-1\" which must not be less than 0: $.c")]
    [InlineData("\"two\"", "The MaxConcurrencyPath field refers to value \"two\" which is not a valid integer: $.c")]
    [InlineData("[1, 2]", "The MaxConcurrencyPath field refers to value \"[1,2]\" which is not a valid integer: $.c")]
    [InlineData("99999999999999999999", "The MaxConcurrencyPath field refers to value \"99999999999999999999\" which is not a valid integer: $.c")]
    public void A_MaxConcurrencyPath_to_what_is_no_number_of_items_fails(string value, string cause)
    {
        var run = Map("\"ItemsPath\":\"$.i\",\"MaxConcurrencyPath\":\"$.c\"", $$"""{"i":[1],"c":{{value}}}""");
        Assert.Equal($"States.Runtime: An error occurred while executing the state 'M' (entered at the event id #2). {cause}", run.Failure);
    }

    [Fact]
    public void ItemSelector_makes_the_input_of_each_iteration()
    {
        var run = Map(
            "\"InputPath\":\"$.in\",\"ItemsPath\":\"$.items\",\"ItemSelector\":{\"i.$\":\"$$.Map.Item.Index\",\"v.$\":\"$$.Map.Item.Value\",\"k.$\":\"$.k\"}",
            """{"in":{"items":["a","b"],"k":true}}""");
        Assert.Equal(
            ["""{"i":0,"v":"a","k":true}""", """{"i":1,"v":"b","k":true}"""], run.Execution.Children.Values.Select(frame => frame.Value.ToString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Items_that_are_no_array_fail_the_execution(string items)
    {
        var run = Map("\"ItemsPath\":\"$.i\"", $$"""{"i":{{items}}}""");
        Assert.Equal(
            "States.Runtime: An error occurred while executing the state 'M' (entered at the event id #2). Reference path \"$.i\" must point to array.",
            run.Failure);
    }

    [Fact]
    public void An_iteration_that_fails_aborts_the_others()
    {
        var run = Map("\"MaxConcurrency\":2", "[0,1,2]");
        Fail(run, 0, "E");
        Assert.Equal((ExecutionStatus.Failed, "E: c"), (run.Status, run.Failure));
        Assert.Equal(
            [
                "11 10 ActivityFailed", "12 11 MapIterationFailed 0", "13 11 TaskStateAborted", "14 11 MapIterationAborted 1", "15 11 TaskStateAborted",
                "16 11 MapStateFailed", "17 16 ExecutionFailed",
            ],
            run.History[10..]);
    }

    [Fact]
    public void A_Map_is_retried_from_its_first_item()
    {
        var run = Map("\"MaxConcurrency\":1,\"Retry\":[{\"ErrorEquals\":[\"E\"],\"MaxAttempts\":1}]", "[0,1]");
        Succeed(run, 0, "1");
        Fail(run, 1, "E");
        run.Advance(1);
        Assert.Equal(0, Assert.Single(run.Execution.Children.Values).Index);
        Succeed(run, 0, "2");
        Succeed(run, 1, "3");
        Assert.Equal("[2,3]", run.Output);
    }

    [Fact]
    public void A_failing_selector_ends_the_execution_even_when_iterations_run()
    {
        var run = Map("\"MaxConcurrency\":1,\"ItemSelector\":{\"x.$\":\"$$.Map.Item.Value.x\"}", """[{"x":1},{}]""");
        Succeed(run, 0, "1");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (run.Status, run.Execution.Error));
    }

    [Fact]
    public void Maps_nest_and_each_iteration_sees_its_own_item()
    {
        var run = Run.Of("""
            "M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"N","States":{"N":{"Type":"Map","ItemsPath":"$.in","End":true,
              "ItemSelector":{"outer.$":"$.name","inner.$":"$$.Map.Item.Value"},
              "ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"v.$":"$.inner","o.$":"$.outer","i.$":"$$.Map.Item.Index"},"End":true} } }}}}}
            """, """[{"name":"A","in":[1,2]},{"name":"B","in":[]},{"name":"C","in":[3]}]""");
        Assert.Equal("""[[{"v":1,"o":"A","i":0},{"v":2,"o":"A","i":1}],[],[{"v":3,"o":"C","i":0}]]""", run.Output);
    }

    [Fact]
    public void The_older_Iterator_and_Parameters_still_work()
    {
        var run = Run.Of("""
            "M":{"Type":"Map","End":true,"Parameters":{"v.$":"$$.Map.Item.Value"},"Iterator":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true} } }}
            """, "[1,2]");
        Assert.Equal("""[{"v":1},{"v":2}]""", run.Output);
    }

    [Fact]
    public void Distributed_mode_waits_for_a_map_run()
    {
        var run = Run.Of("""
            "M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
              "StartAt":"P","States":{"P":{"Type":"Pass","End":true} } }}
            """, "[1]");
        Assert.IsType<Pending.MapRun>(run.Execution.Root!.Pending);
    }

    private static Run Map(string fields, string input) =>
        Run.Of($$""" "M":{"Type":"Map",{{fields}},"ItemProcessor":{{Work}},"End":true} """, input);

    private static void Succeed(Run run, int index, string output)
    {
        var frame = run.Execution.Children.Values.Single(frame => frame.Index == index);
        run.Send(new Command.StartTask(frame.Id, null)).Send(new Command.SucceedTask(frame.Id, Json.JsonValue.Parse(output)));
    }

    private static void Fail(Run run, int index, string error)
    {
        var frame = run.Execution.Children.Values.Single(frame => frame.Index == index);
        run.Send(new Command.StartTask(frame.Id, null)).Send(new Command.FailTask(frame.Id, Events.TaskFailureKind.Failed, error, "c"));
    }
}
