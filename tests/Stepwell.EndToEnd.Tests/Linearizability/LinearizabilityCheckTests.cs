namespace Stepwell.EndToEnd.Tests.Linearizability;

/// <summary>The check finds what is wrong, and nothing else.</summary>
public sealed class LinearizabilityCheckTests
{
    private static readonly Reply Ok = new();

    [Fact]
    public void Answers_one_after_another_are_explained_by_their_order() => Assert.True(LinearizabilityCheck.Holds(
    [
        Timed(new DescribeCall(Seen: null) { Reply = new("ExecutionDoesNotExist") }, 0, 1),
        Timed(new StartCall("a") { Reply = new(Date: "1") }, 2, 3),
        Timed(new StartCall("a") { Reply = new(Date: "1") }, 4, 5),
        Timed(new StartCall("b") { Reply = new("ExecutionAlreadyExists") }, 6, 7),
        Timed(new TakeCall("t") { Reply = Ok }, 8, 9),
        Timed(new TaskCall(TaskAnswer.Heartbeat, "t", "") { Reply = Ok }, 10, 11),
        Timed(new TaskCall(TaskAnswer.Failure, "t", "f1") { Reply = Ok }, 12, 13),
        Timed(new TaskCall(TaskAnswer.Success, "t", "s1") { Reply = new("TaskTimedOut") }, 14, 15),
        Timed(new RedriveCall { Reply = Ok }, 16, 17),
        Timed(new StopCall("m1") { Reply = new(Date: "9") }, 18, 19),
        Timed(Described(new("ABORTED", "a", "1", "9", "m1", Redrives: 1)), 20, 21),
    ]));

    [Fact]
    public void Calls_that_overlap_may_have_happened_in_either_order()
    {
        var stop = Timed(new StopCall("m1") { Reply = new(Date: "9") }, 10, 20);
        var running = Timed(Described(new("RUNNING", "a", "1")), 12, 18);
        var stopped = Timed(Described(new("ABORTED", "a", "1", "9", "m1")), 11, 13);

        Assert.True(LinearizabilityCheck.Holds([Started, stop, running]));
        Assert.True(LinearizabilityCheck.Holds([Started, stop, stopped]));
    }

    [Fact]
    public void Seen_new_and_then_old_again_is_found()
    {
        var stop = Timed(new StopCall("m1") { Reply = new(Date: "9") }, 10, 30);
        var stopped = Timed(Described(new("ABORTED", "a", "1", "9", "m1")), 11, 13);
        var running = Timed(Described(new("RUNNING", "a", "1")), 14, 18);

        Assert.False(LinearizabilityCheck.Holds([Started, stop, stopped, running]));
    }

    [Fact]
    public void Read_that_is_older_than_an_acknowledged_change_is_found()
    {
        var stop = Timed(new StopCall("m1") { Reply = new(Date: "9") }, 10, 20);
        var running = Timed(Described(new("RUNNING", "a", "1")), 21, 22);

        Assert.False(LinearizabilityCheck.Holds([Started, stop, running]));
    }

    [Fact]
    public void One_name_started_with_two_inputs_is_found() => Assert.False(LinearizabilityCheck.Holds(
    [
        Timed(new StartCall("a") { Reply = new(Date: "1") }, 0, 10),
        Timed(new StartCall("b") { Reply = new(Date: "1") }, 0, 10),
    ]));

    [Fact]
    public void One_name_started_twice_is_found() => Assert.False(LinearizabilityCheck.Holds(
    [
        Timed(new StartCall("a") { Reply = new(Date: "1") }, 0, 10),
        Timed(new StartCall("a") { Reply = new(Date: "2") }, 0, 10),
    ]));

    [Fact]
    public void Token_that_is_taken_twice_is_found() => Assert.False(LinearizabilityCheck.Holds(
    [
        Started,
        Timed(new TakeCall("t") { Reply = Ok }, 8, 9),
        Timed(new TaskCall(TaskAnswer.Success, "t", "s1") { Reply = Ok }, 10, 20),
        Timed(new TaskCall(TaskAnswer.Success, "t", "s2") { Reply = Ok }, 10, 20),
    ]));

    [Fact]
    public void Two_redrives_of_one_end_are_found() => Assert.False(LinearizabilityCheck.Holds(
    [
        Started,
        Timed(new StopCall("m1") { Reply = new(Date: "9") }, 8, 9),
        Timed(new RedriveCall { Reply = Ok }, 10, 20),
        Timed(new RedriveCall { Reply = Ok }, 10, 20),
    ]));

    [Fact]
    public void Call_without_an_answer_may_happen_late_or_never_but_not_be_undone()
    {
        var lost = Timed(new StopCall("m1"), 4, long.MaxValue);
        var running = Timed(Described(new("RUNNING", "a", "1")), 10, 11);
        var stopped = Timed(Described(new("ABORTED", "a", "1", "9", "m1")), 20, 21);
        var runningAgain = Timed(Described(new("RUNNING", "a", "1")), 30, 31);

        Assert.True(LinearizabilityCheck.Holds([Started, lost, running]));
        Assert.True(LinearizabilityCheck.Holds([Started, lost, running, stopped]));
        Assert.False(LinearizabilityCheck.Holds([Started, lost, stopped, runningAgain]));
    }

    [Fact]
    public void Refusal_without_a_reason_is_found()
    {
        Assert.False(LinearizabilityCheck.Holds([Timed(new StartCall("a") { Reply = new("ExecutionAlreadyExists") }, 0, 1)]));
        Assert.False(LinearizabilityCheck.Holds([Started, Timed(new RedriveCall { Reply = new("ExecutionDoesNotExist") }, 10, 11)]));
        Assert.False(LinearizabilityCheck.Holds([Started, Timed(new StopCall("m1") { Reply = new("ExecutionDoesNotExist") }, 10, 11)]));
    }

    private static Call Started => Timed(new StartCall("a") { Reply = new(Date: "1") }, 2, 3);

    private static DescribeCall Described(ExecutionState seen) => new(seen) { Reply = Ok };

    private static Call Timed(Call call, long sent, long answered) => call with { SentAt = sent, AnsweredAt = answered };
}
