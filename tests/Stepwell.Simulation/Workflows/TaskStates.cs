using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>
/// Random errands. What the other side is told makes an outcome a function of the task and not of the moment:
/// see <see cref="Worlds.Answers"/>.
/// </summary>
internal sealed class TaskStates(Random random, Traits traits)
{
    public const string Error = "Boom";

    /// <summary>More than any retrier allows.</summary>
    private const int Always = 1_000;

    public Errand Make() => random.Next(traits.HasChildren ? 8 : 6) switch
    {
        < 2 => Activity(),
        < 4 => Call(Arns.Call, wantsToken: false),
        < 6 => Call(Arns.Call + ".waitForTaskToken", wantsToken: true),
        _ => Child(),
    };

    public static JsonObject Retrier(Random random, string error, int maxAttempts)
    {
        var retrier = new JsonObject
        {
            ["ErrorEquals"] = new JsonArray(error),
            ["IntervalSeconds"] = random.Next(1, 4),
            ["MaxAttempts"] = maxAttempts,
            ["BackoffRate"] = random.Next(2) == 0 ? 1 : 1.7,
        };
        if (random.Next(3) == 0)
            retrier["JitterStrategy"] = "FULL";
        if (random.Next(3) == 0)
            retrier["MaxDelaySeconds"] = 5;
        return retrier;
    }

    /// <summary>A worker may be lost with the answer that gave it the task; only its heartbeat tells.</summary>
    private Errand Activity()
    {
        var hangs = random.Next(8) == 0;
        var activity = new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = Arns.Activity(Arns.Activities[random.Next(Arns.Activities.Length)]),
            ["HeartbeatSeconds"] = random.Next(4, 20),
            ["TimeoutSeconds"] = traits.IsSteady ? 600 : random.Next(20, 120),
        };
        var attempts = hangs ? 1 : traits.IsSteady ? 500 : random.Next(4);
        activity["Retry"] = new JsonArray(Retrier(random, random.Next(2) == 0 ? "States.Timeout" : "States.HeartbeatTimeout", attempts));
        return new Errand(activity, hangs, Fails: random.Next(4) == 0 ? Always : 0, WantsToken: false, Pattern: null);
    }

    private Errand Call(string resource, bool wantsToken)
    {
        var hangs = random.Next(8) == 0;
        var fails = random.Next(3) switch
        {
            0 => random.Next(1, 3),
            1 when random.Next(2) == 0 => Always,
            _ => 0,
        };
        var call = new JsonObject { ["Type"] = "Task", ["Resource"] = resource };
        if (hangs || !traits.IsSteady)
            call["TimeoutSeconds"] = random.Next(3, 40);
        if (hangs && random.Next(2) == 0)
            call["HeartbeatSeconds"] = 2;
        if (random.Next(3) > 0)
        {
            call["Retry"] = new JsonArray(
                Retrier(random, Error, random.Next(3)), Retrier(random, "States.ALL", random.Next(2)));
        }

        return new Errand(call, hangs, fails, wantsToken, Pattern: null);
    }

    private Errand Child()
    {
        var pattern = random.Next(4) switch { 0 => "", 1 => ".sync", _ => ".sync:2" };
        var child = new JsonObject { ["Type"] = "Task", ["Resource"] = "arn:aws:states:::states:startExecution" + pattern };
        return new Errand(child, Hangs: false, Fails: 0, WantsToken: false, pattern);
    }
}
