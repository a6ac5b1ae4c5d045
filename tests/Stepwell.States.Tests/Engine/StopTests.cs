using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class StopTests
{
    private const string Busy = $$$"""
        "P":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,"End":true} } },
          {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{{Run.Activity}}}","End":true} } },
          {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.i","End":true,"ItemProcessor":{"StartAt":"U","States":{
            "U":{"Type":"Task","Resource":"{{{Run.Activity}}}","End":true} } } } } }]}
        """;

    [Fact]
    public void A_stop_ends_everything_and_gives_up_every_task()
    {
        var run = Run.Of(Busy, """{"i":[1,2]}""").Send(new Command.Stop("E", "c"));
        Assert.Equal((ExecutionStatus.Aborted, "E: c"), (run.Status, run.Failure));
        Assert.Equal(3, run.Effects.OfType<Effect.EndTask>().Count(end => end.IsAbandoned));
        Assert.IsType<Effect.Close>(run.Effects[^1]);
        Assert.Equal((0, null, null), (run.Execution.Children.Count, run.Execution.Root, run.Execution.NextDue()));
        Assert.EndsWith("ExecutionAborted", run.History[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "W":{"Type":"Wait","Seconds":9,"End":true} """, "3 2 ExecutionAborted")]
    [InlineData(""" "T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:work","End":true} """, "4 3 ExecutionAborted")]
    public void A_stop_names_the_last_event_of_the_top_level_as_its_reason(string states, string line)
    {
        var run = Run.Of(states).Send(new Command.Stop(null, null));
        Assert.Equal(line, run.History[^1]);
        Assert.Equal((null, null), (run.Execution.Error, run.Execution.Cause));
    }

    [Fact]
    public void A_stop_while_a_retry_waits_ends_the_execution()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","Retry":[{"ErrorEquals":["Oops"]}],"End":true} """);
        run.Take("T").Fail("T").Send(new Command.Stop(null, null));
        Assert.Equal(ExecutionStatus.Aborted, run.Status);
        Assert.Empty(run.Effects.OfType<Effect.EndTask>());
        Assert.Null(run.Execution.NextDue());
    }
}
