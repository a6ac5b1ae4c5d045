using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.States.Tests.Engine;

public sealed class LimitTests
{
    [Fact]
    public void The_event_that_would_be_the_25000th_is_the_failure_of_the_execution()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Next":"C"},
            "C":{"Type":"Choice","Choices":[{"Variable":"$.stop","IsPresent":true,"Next":"E"}],"Default":"A"},"E":{"Type":"Succeed"}
            """);
        Assert.Equal(ExecutionStatus.Failed, run.Status);
        Assert.Equal("States.Runtime: The execution reached the maximum number of history events (25000).", run.Failure);
        Assert.Equal((25_000, "25000 24999 ExecutionFailed"), (run.History.Length, run.History[^1]));
    }

    [Fact]
    public void A_full_history_abandons_the_tasks_that_wait()
    {
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} } },
              {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"C"},
                "C":{"Type":"Choice","Choices":[{"Variable":"$.stop","IsPresent":true,"Next":"E"}],"Default":"A"},"E":{"Type":"Succeed"} } }]}
            """);
        Assert.Equal((ExecutionStatus.Failed, 25_000), (run.Status, run.History.Length));
        Assert.True(Assert.Single(run.Effects.OfType<Effect.EndTask>()).IsAbandoned);
        Assert.IsType<Effect.Close>(run.Effects[^1]);
    }

    [Fact]
    public void An_execution_may_end_with_its_25000th_event()
    {
        // One event of the execution, 2 for each Pass and 2 for the last state, and the end: 4,166 rounds of 6 leave 4 before it.
        const int Rounds = 24_992 / 4;
        var run = Run.Of($$"""
            "A":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Next":"C"},
            "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":{{Rounds}},"Next":"B"}],"Default":"A"},
            "B":{"Type":"Pass","Next":"D"},"D":{"Type":"Pass","Next":"E"},"E":{"Type":"Succeed"}
            """, """{"n":0}""");
        Assert.Equal((ExecutionStatus.Succeeded, 25_000), (run.Status, run.History.Length));
    }

    [Fact]
    public void A_payload_of_256_KiB_passes_and_a_byte_more_does_not()
    {
        const string State = """ "S":{"Type":"Pass","End":true} """;
        Assert.Equal(ExecutionStatus.Succeeded, Run.Of(State, Text(Decider.MaxPayloadBytes)).Status);
        var run = Run.Of(State, Text(Decider.MaxPayloadBytes + 1));
        Assert.Equal(
            "States.DataLimitExceeded: The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.",
            run.Failure);
    }

    [Fact]
    public void Size_is_counted_in_bytes_not_in_characters()
    {
        var run = Run.Of(""" "S":{"Type":"Pass","End":true} """, $"\"{new string('é', Decider.MaxPayloadBytes / 2)}\"");
        Assert.Equal(ErrorNames.DataLimitExceeded, run.Execution.Error);
    }

    [Fact]
    public void Parameters_of_a_task_are_bounded_too()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","Parameters":{"a.$":"$","b.$":"$"},"End":true}
            """, Text(Decider.MaxPayloadBytes / 2));
        Assert.Equal(ErrorNames.DataLimitExceeded, run.Execution.Error);
    }

    [Fact]
    public void A_task_whose_result_is_too_large_has_failed_and_only_its_own_name_catches_that()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,
                 "Catch":[{"ErrorEquals":["States.DataLimitExceeded"],"Next":"C"},{"ErrorEquals":["States.ALL"],"Next":"D"}]},
            "C":{"Type":"Pass","Result":"caught","End":true},"D":{"Type":"Pass","End":true}
            """).Take("T").Succeed("T", Text(Decider.MaxPayloadBytes + 1));
        Assert.Equal("\"caught\"", run.Output);
        Assert.Contains(run.History, line => line.EndsWith("ActivityFailed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_result_that_grows_too_large_with_the_input_around_it_fails_the_state()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","ResultPath":"$.r","End":true} """, $$"""{"a":{{Text(200_000)}}}""");
        Assert.Equal(ErrorNames.DataLimitExceeded, run.Take("T").Succeed("T", Text(100_000)).Execution.Error);
    }

    [Fact]
    public void An_error_that_makes_the_output_of_a_catcher_too_large_fails_the_state()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.e","Next":"C"}]},
            "C":{"Type":"Pass","OutputPath":"$.e","End":true}
            """, $$"""{"a":{{Text(250_000)}}}""").Take("T").Fail("T", "E", new string('c', 30_000));
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.DataLimitExceeded), (run.Status, run.Execution.Error));
    }

    [Fact]
    public void Data_that_nests_deeper_with_every_round_ends_the_execution_before_it_cannot_be_read_back()
    {
        // 999 levels come in, and each round of the template adds 451.
        var nine = string.Concat(Enumerable.Repeat("{\"a\":", 450)) + "{\"x.$\":\"$\"}" + new string('}', 450);
        var run = Run.Of($$"""
            "A":{"Type":"Pass","Parameters":{{nine}},"Next":"C"},
            "C":{"Type":"Choice","Choices":[{"Variable":"$.stop","IsPresent":true,"Next":"E"}],"Default":"A"},"E":{"Type":"Succeed"}
            """, new string('[', 999) + new string(']', 999));
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (run.Status, run.Execution.Error));
        Assert.Equal(1_901, run.Events.Select(entry => entry.Detail).OfType<EventDetail.StateExited>().Max(exited => exited.Output.Depth));
    }

    [Fact]
    public void A_template_that_nests_too_deep_ends_the_execution()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 900)) + "{\"x.$\":\"$\"}" + new string('}', 900);
        var run = Run.Of($$"""
            "A":{"Type":"Pass","Parameters":{{deep}},"Next":"B"},"B":{"Type":"Pass","Parameters":{{deep}},"Next":"C"},"C":{"Type":"Pass","Parameters":{{deep}},"End":true}
            """);
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (run.Status, run.Execution.Error));
    }

    /// <summary>JSON text of a string that takes so many bytes, quotes included.</summary>
    private static string Text(int bytes) => JsonValue.String(new string('x', bytes - 2)).ToString();
}
