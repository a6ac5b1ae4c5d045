using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.States.Tests.Engine;

public sealed class JsonataTests
{
    private const string Inner = """ "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},"End":true""";

    [Theory]
    [InlineData(""" "Output":"{% $states.input.a + 1 %}" """, "2")]
    [InlineData(""" "Output":{"x":["{% $states.input.a %}",{"y":"{% 'b' & 'c' %}"}],"z":"{}"} """, """{"x":[1,{"y":"bc"}],"z":"{}"}""")]
    [InlineData(""" "Output":null """, "null")]
    [InlineData(""" "Comment":"none" """, """{"a":1}""")]
    [InlineData(""" "Output":"{% $states.context.State.Name & $states.context.Execution.Input.a %}" """, "\"S1\"")]
    [InlineData(""" "Output":"{% $keys($states) %}" """, """["input","context"]""")]
    [InlineData(""" "Output":"{% $now() %}" """, "\"2026-01-01T00:00:00.000Z\"")]
    [InlineData(""" "Output":1.0 """, "1.0")]
    public void Output_takes_the_place_of_the_input(string fields, string output) => Assert.Equal(output, Pass(fields).Output);

    [Fact]
    public void Output_and_Assign_see_the_variables_as_they_were()
    {
        var run = Start("""
            "A":{"Type":"Pass","Assign":{"x":1,"y":2},"Next":"B"},
            "B":{"Type":"Pass","Assign":{"x":"{% $y %}","y":"{% $x %}"},"Output":"{% [$x, $y] %}","Next":"C"},
            "C":{"Type":"Pass","Output":{"before":"{% $states.input %}","after":"{% [$x, $y] %}"},"End":true}
            """);
        Assert.Equal("""{"before":[1,2],"after":[2,1]}""", run.Output);
    }

    [Fact]
    public void A_task_is_given_its_arguments_and_leaves_with_its_output()
    {
        var run = Start($$$"""
            "T":{"Type":"Task","Resource":"{{{Run.Function}}}","Arguments":{"n":"{% $states.input.a * 2 %}"},"TimeoutSeconds":"{% 5 * 2 %}",
                 "HeartbeatSeconds":"{% 4.0 %}","Credentials":{"RoleArn":"{% 'arn:' & $states.input.a %}"},
                 "Assign":{"r":"{% $states.result.r %}"},"Output":{"in":"{% $states.input %}","out":"{% $states.result %}"},"Next":"E"},
            "E":{"Type":"Pass","Output":["{% $r %}","{% $states.input %}"],"End":true}
            """, """{"a":1}""");
        var task = ((Pending.Task)run.Execution.Root!.Pending).Scheduled;
        Assert.Equal(
            ("""{"n":2}""", 10L, 4L, """{"RoleArn":"arn:1"}"""),
            (task.Parameters.ToString(), task.TimeoutSeconds, task.HeartbeatSeconds, task.Credentials.ToString()));

        run.Succeed("T", """{"r":7}""");
        Assert.Equal("""[7,{"in":{"a":1},"out":{"r":7}}]""", run.Output);
    }

    [Fact]
    public void Without_arguments_and_output_a_task_passes_on_what_it_gets()
    {
        var run = Start($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} """, """{"a":1}""");
        Assert.Equal("""{"a":1}""", ((Pending.Task)run.Execution.Root!.Pending).Scheduled.Parameters.ToString());
        Assert.Equal("[2]", run.Take("T").Succeed("T", "[2]").Output);
    }

    [Theory]
    [InlineData("\"{% $states.input.a = 1 %}\"", "\"rule\"", 1)]
    [InlineData("false", "\"default\"", 2)]
    public void A_choice_leaves_with_the_output_of_the_rule_or_with_its_own(string condition, string output, int assigned)
    {
        var run = Start($$$"""
            "C":{"Type":"Choice","Choices":[{"Condition":{{{condition}}},"Output":"rule","Assign":{"v":1},"Next":"E"}],
                 "Output":"default","Assign":{"v":2},"Default":"E"},
            "E":{"Type":"Pass","Output":["{% $states.input %}","{% $v %}"],"End":true}
            """, """{"a":1}""");
        Assert.Equal($"[{output},{assigned}]", run.Output);
    }

    [Fact]
    public void A_condition_must_be_a_boolean()
    {
        var run = Start(""" "C":{"Type":"Choice","Choices":[{"Condition":"{% 1 %}","Next":"C2"}],"Default":"C2"},"C2":{"Type":"Succeed"} """);
        Assert.Equal(
            QueryError("C", "The JSONata expression '1' specified for the field 'Choices[0]/Condition' returned an unexpected result type. "
                + "Expected 'boolean', but was 'number' for value: 1"),
            run.Failure);
    }

    [Theory]
    [InlineData("\"Seconds\":\"{% $states.input.n %}\"", 7)]
    [InlineData("\"Timestamp\":\"{% '2026-01-01T00:00:0' & $states.input.n & 'Z' %}\"", 7)]
    public void A_wait_ends_when_its_expression_says(string field, int seconds)
    {
        var run = Start($$""" "W":{"Type":"Wait",{{field}},"Output":"{% $states.input.n + 1 %}","End":true} """, """{"n":7}""");
        Assert.Equal(ExecutionStatus.Running, run.Advance(seconds - 0.001).Status);
        Assert.Equal("8", run.Advance(1).Output);
    }

    [Fact]
    public void A_fail_state_computes_its_error_and_cause()
    {
        var run = Start(""" "F":{"Type":"Fail","Error":"{% 'E' & $states.input.n %}","Cause":"{% $string($states.input) %}"} """, """{"n":7}""");
        Assert.Equal("""E7: {"n":7}""", run.Failure);
    }

    [Fact]
    public void A_map_selects_items_and_what_each_iteration_gets()
    {
        var run = Start($$"""
            "M":{"Type":"Map","Items":[5,"{% $states.input.n %}"],"MaxConcurrency":"{% 1 %}","ItemSelector":{
                   "i":"{% $states.context.Map.Item.Index %}","v":"{% $states.context.Map.Item.Value %}","n":"{% $states.input.n %}"},
                 "Output":"{% $states.result.(i + v + n) %}",{{Inner}}}
            """, """{"n":7}""");
        Assert.Equal("[12,15]", run.Output);
    }

    [Fact]
    public void A_parallel_gives_its_arguments_to_every_branch()
    {
        var run = Start("""
            "P":{"Type":"Parallel","Arguments":"{% $states.input.n + 1 %}","Output":"{% $sum($states.result) %}","End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
              {"StartAt":"B","States":{"B":{"Type":"Pass","Output":"{% $states.input * 2 %}","End":true}}}]}
            """, """{"n":7}""");
        Assert.Equal("24", run.Output);
    }

    [Fact]
    public void The_failure_of_an_expression_is_shown_before_what_follows_from_it()
    {
        var run = Start("""
            "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Output":{"x":["{% $undefined %}"]},"End":true}
            """);
        Assert.Equal(
            ["4 3 PassStateEntered B", "5 3 EvaluationFailed", "6 5 ExecutionFailed"], run.History[3..]);
        var failed = Assert.Single(run.Events.Select(entry => entry.Detail).OfType<EventDetail.EvaluationFailed>());
        Assert.Equal(("Output/x[0]", "B"), (failed.Location, failed.State));
        Assert.Equal(
            QueryError("B", "The JSONata expression '$undefined' specified for the field 'Output/x[0]' returned nothing (undefined).", 4),
            run.Failure);
        Assert.Equal($"{failed.Error}: {failed.Cause}", run.Failure);
    }

    [Theory]
    [InlineData("$number('x')", "threw an error during evaluation. D3030: Unable to cast value to a number: \"x\"")]
    [InlineData("function($x){$x}", "returned an unsupported result type.")]
    [InlineData("$eval('1')", "threw an error during evaluation. T1006: Attempted to invoke a non-function")]
    public void Causes_say_what_is_wrong_with_an_expression(string expression, string what)
    {
        var run = Pass($$""" "Output":"{% {{expression}} %}" """);
        Assert.Equal(QueryError("S", $"The JSONata expression '{expression}' specified for the field 'Output' {what}"), run.Failure);
    }

    [Theory]
    [InlineData("\"Seconds\":\"{% 'x' %}\"", "The JSONata expression ''x'' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"x\"")]
    [InlineData("\"Seconds\":\"{% 1.5 %}\"", "The Seconds field cannot be parsed as a long value: 1.5")]
    [InlineData("\"Timestamp\":\"{% 'soon' %}\"", "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: soon")]
    public void A_wait_without_end_fails(string field, string cause)
    {
        var run = Start($$""" "W":{"Type":"Wait",{{field}},"End":true} """);
        Assert.Equal(QueryError("W", cause), run.Failure);
    }

    [Theory]
    [InlineData("7", "Map state input must be an array but was: 7")]
    [InlineData("""{ "a": [] }""", """Map state input must be an array but was: {"a":[]}""")]
    public void A_map_without_items_needs_an_array_as_input(string input, string cause)
    {
        var run = Start($$""" "M":{"Type":"Map",{{Inner}}} """, input);
        Assert.Equal(["3 0 EvaluationFailed", "4 3 MapStateFailed", "5 4 ExecutionFailed"], run.History[2..]);
        Assert.Equal(QueryError("M", cause), run.Failure);
    }

    [Fact]
    public void An_expression_that_fails_can_be_tried_again_and_caught()
    {
        var run = Start($$$"""
            "T":{"Type":"Task","Resource":"{{{Run.Activity}}}","Output":"{% $states.result.x %}","End":true,
                 "Retry":[{"ErrorEquals":["States.QueryEvaluationError"],"MaxAttempts":1}],
                 "Catch":[{"ErrorEquals":["States.ALL"],"Output":"{% $states.errorOutput.Error & $states.input.n %}","Next":"E",
                           "Assign":{"why":"{% $states.errorOutput.Cause %}"}}]},
            "E":{"Type":"Pass","Assign":{"a":"{% $length($why) > 10 %}"},"End":true}
            """, """{"n":7}""").Take("T").Succeed("T");
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(1).Take("T").Succeed("T");
        Assert.Equal("\"States.QueryEvaluationError7\"", run.Output);
        Assert.Equal(["6 5 EvaluationFailed", "7 6 ActivityScheduled"], run.History[5..7]);
    }

    [Fact]
    public void Without_output_a_catcher_passes_on_the_error()
    {
        var run = Start($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Catch":[{"ErrorEquals":["Oops"],"Next":"E"}]},
            "E":{"Type":"Succeed"}
            """).Take("T").Fail("T");
        Assert.Equal("""{"Error":"Oops","Cause":"It broke."}""", run.Output);
    }

    [Fact]
    public void A_catcher_whose_output_fails_fails_the_state_for_that()
    {
        var run = Start($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Catch":[{"ErrorEquals":["Oops"],"Output":"{% $no %}","Next":"E"}]},
            "E":{"Type":"Succeed"}
            """).Take("T").Fail("T");
        Assert.Equal(
            QueryError("T", "The JSONata expression '$no' specified for the field 'Catch[0]/Output' returned nothing (undefined)."), run.Failure);
        Assert.Equal(["6 5 EvaluationFailed", "7 6 ExecutionFailed"], run.History[5..]);
    }

    [Fact]
    public void An_item_selector_that_fails_ends_the_iterations_that_run()
    {
        var run = Start($$$"""
            "M":{"Type":"Map","Items":[1,0],"ItemSelector":"{% $states.context.Map.Item.Value = 0 ? $no : 1 %}","End":true,
                 "Catch":[{"ErrorEquals":["States.QueryEvaluationError"],"Output":"caught","Next":"E"}],
                 "ItemProcessor":{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{{Run.Activity}}}","End":true} } } },
            "E":{"Type":"Succeed"}
            """);
        Assert.Equal("\"caught\"", run.Output);
        Assert.Empty(run.Execution.Children);
        Assert.Contains(run.History, line => line.Contains("MapStateFailed", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_query_languages_share_variables()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Assign":{"x.$":"$.n"},"Next":"B"},
            "B":{"Type":"Pass","QueryLanguage":"JSONata","Assign":{"y":"{% $x + 1 %}"},"Next":"C"},
            "C":{"Type":"Pass","Parameters":{"x.$":"$x","y.$":"$y"},"End":true}
            """, """{"n":7}""");
        Assert.Equal("""{"x":7,"y":8}""", run.Output);
    }

    [Fact]
    public void The_journal_holds_what_was_computed()
    {
        var run = Start(""" "A":{"Type":"Pass","Assign":{"id":"{% $uuid() %}"},"Output":"{% $random() %}","Next":"B"},"B":{"Type":"Wait","Seconds":9,"End":true} """);
        var folded = run.Events.Aggregate(Execution.None, static (execution, entry) => Applier.Apply(execution, entry));
        Assert.Equal(ExecutionText.Of(run.Execution), ExecutionText.Of(folded));
        Assert.Equal(36, run.Execution.Root!.Variables["id"].GetString().Length);
    }

    [Fact]
    public void An_output_that_is_too_large_fails_the_state()
    {
        var run = Pass(""" "Output":"{% $pad('x', 300000) %}" """);
        Assert.Equal(ErrorNames.DataLimitExceeded, run.Execution.Error);
    }

    private static Run Pass(string fields) => Start($$""" "S":{"Type":"Pass",{{fields}},"End":true} """, """{"a":1}""");

    private static Run Start(string states, string input = "{}")
    {
        var first = states.Split('"')[1];
        return Run.Start($$$"""{"QueryLanguage":"JSONata","StartAt":"{{{first}}}","States":{ {{{states}}} }}""", input);
    }

    private static string QueryError(string state, string text, int entered = 2) =>
        $"States.QueryEvaluationError: An error occurred while executing the state '{state}' (entered at the event id #{entered}). {text}";
}
