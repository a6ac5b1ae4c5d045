using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.States.Events.Encoding;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Engine;

/// <summary>
/// One execution under a clock that the test moves. Every decision is also encoded, decoded and folded: what comes out must be what was decided.
/// </summary>
internal sealed class Run
{
    public const string Activity = "arn:aws:states:us-east-1:000000000000:activity:work";
    public const string Function = "arn:aws:lambda:us-east-1:000000000000:function:work";
    public const string Callback = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    public const string Message = """{"QueueUrl":"q","MessageBody":"m"}""";
    public const string ExecutionArn = "arn:aws:states:us-east-1:000000000000:execution:machine:run";
    public static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StateMachine _machine;
    private readonly Random _random;
    private readonly List<Event> _events = [];
    private DateTimeOffset _nextTurn;

    private Run(StateMachine machine, Random random) => (_machine, _random) = (machine, random);

    public Execution Execution { get; private set; } = Execution.None;

    public DateTimeOffset Now { get; private set; } = Beginning;

    public IReadOnlyList<Event> Events => _events;

    /// <summary>Effects of the last decision that had events.</summary>
    public IReadOnlyList<Effect> Effects { get; private set; } = [];

    /// <summary>Each decision as the journal has it.</summary>
    public List<byte[]> Journal { get; } = [];

    /// <summary>State transitions that may be made at once; each further one gets a second of its own.</summary>
    public int FreeTransitions { get; set; } = int.MaxValue;

    public bool ActivityExists { get; set; } = true;

    public ExecutionStatus Status => Execution.Status;

    public string Output => Execution.Output.ToString();

    /// <summary>Of a failed execution: <c>Error: Cause</c>.</summary>
    public string Failure => $"{Execution.Error}: {Execution.Cause}";

    /// <summary>What history shows: <c>id previousId what</c>.</summary>
    public string[] History => [.. _events.Where(entry => entry.Id != 0).Select(entry => $"{entry.Id} {entry.PreviousId} {HistoryText.Of(entry.Detail)}")];

    public static Run Start(string definition, string input = "{}", Random? random = null, int freeTransitions = int.MaxValue)
    {
        var parsed = DefinitionParser.Parse(definition, StateMachineType.Standard);
        Assert.True(parsed.Machine is not null, string.Join('\n', parsed.Findings));
        var run = new Run(parsed.Machine, random ?? new Random(1)) { FreeTransitions = freeTransitions };
        run.Send(new Command.Start(
            ExecutionArn, "arn:aws:states:us-east-1:000000000000:stateMachine:machine", "machine", "arn:aws:iam::000000000000:role/r", JsonValue.Parse(input)));
        return run;
    }

    /// <summary>A machine of the states given, which starts at the first of them.</summary>
    public static Run Of(string states, string input = "{}", Random? random = null, int freeTransitions = int.MaxValue)
    {
        var first = JsonValue.Parse("{" + states + "}").Members.GetEnumerator();
        Assert.True(first.MoveNext());
        return Start($$$"""{"StartAt":"{{{first.Current.Name}}}","States":{ {{{states}}} }}""", input, random, freeTransitions);
    }

    /// <summary>What one state makes of the input.</summary>
    public static string Through(string state, string input = "{}")
    {
        var run = Of($""" "S":{state} """, input);
        Assert.Equal(ExecutionStatus.Succeeded, run.Status);
        return run.Output;
    }

    public Run Send(Command command)
    {
        var environment = new States.Engine.Environment(
            Now, _random, () => new Guid(_random.Next(), 0, 0, new byte[8]), (frameId, taskId) => $"token-{frameId}-{taskId}", _ => ActivityExists)
        {
            TakeTransition = TakeTransition,
        };
        var decision = Decider.Decide(_machine, Execution, command, environment);
        if (decision.Events.Count > 0)
        {
            Check(decision);
            _events.AddRange(decision.Events);
            Effects = decision.Effects;
        }
        Execution = decision.Execution;
        return this;
    }

    /// <summary>Lets time pass from one timer to the next.</summary>
    public Run Advance(double seconds)
    {
        var end = Now.AddSeconds(seconds);
        while (Execution.NextDue() is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Send(new Command.Wake());
        }
        Now = end;
        return Send(new Command.Wake());
    }

    /// <summary>The frame whose task waits and is in the state of that name.</summary>
    public int FrameAt(string state) => Assert.Single(Frames(), frame => frame.StateName == state && frame.Pending is Pending.Task).Id;

    public IEnumerable<Frame> Frames() => Execution.Root is { } root ? [root, .. Execution.Children.Values] : [];

    public Run Take(string state) => Send(new Command.StartTask(FrameAt(state), "worker"));

    public Run Succeed(string state, string output = "{}") => Send(new Command.SucceedTask(FrameAt(state), JsonValue.Parse(output)));

    public Run Fail(string state, string? error = "Oops", string? cause = "It broke.") =>
        Send(new Command.FailTask(FrameAt(state), TaskFailureKind.Failed, error, cause));

    private DateTimeOffset? TakeTransition()
    {
        if (FreeTransitions-- > 0)
            return null;
        _nextTurn = (_nextTurn > Now ? _nextTurn : Now).AddSeconds(1);
        return _nextTurn;
    }

    private void Check(Decision decision)
    {
        var bytes = EventCodec.Encode(decision.Events);
        var decoded = EventCodec.Decode(bytes);
        Assert.Equal(string.Join('\n', decision.Events), string.Join('\n', decoded));
        Assert.Equal(decision.Events, decoded);
        var folded = decoded.Aggregate(Execution, static (execution, entry) => Applier.Apply(execution, entry));
        Assert.Equal(ExecutionText.Of(decision.Execution), ExecutionText.Of(folded));
        var nextId = Execution.LastEventId;
        foreach (var entry in decision.Events.Where(entry => entry.Id != 0))
        {
            Assert.Equal(++nextId, entry.Id);
            Assert.InRange(entry.PreviousId, 0, entry.Id - 1);
        }
        Journal.Add(bytes);
    }
}
