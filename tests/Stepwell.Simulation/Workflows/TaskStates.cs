using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>
/// Random Task states. Parameters tell the other side what to do, so that an outcome is a function of the task and not of the moment:
/// see <see cref="Worlds.Answers"/>.
/// </summary>
internal sealed class TaskStates(Random random, Traits traits)
{
    public const string Error = "Boom";

    /// <summary>More than any retrier allows.</summary>
    private const int Always = 1_000;

    /// <param name="mayFail">Whether the failure of the task may leave the graph.</param>
    /// <param name="catches">Catchers, whose Next is still to be set.</param>
    public JsonObject Make(string name, bool mayFail, out IReadOnlyList<JsonObject> catches)
    {
        var task = random.Next(traits.HasChildren ? 8 : 6) switch
        {
            < 2 => Activity(name),
            < 4 => Call(name, Arns.Call),
            < 6 => Call(name, Arns.Call + ".waitForTaskToken"),
            _ => Child(),
        };
        task["ResultPath"] = $"$.{name}";
        catches = mayFail && random.Next(2) == 0 ? [] : [Catcher(task)];
        if (catches.Count > 0)
            task["Catch"] = new JsonArray([.. catches]);
        return task;
    }

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

    /// <summary>What a child failed with has dates in it, which differ from run to run.</summary>
    private static JsonObject Catcher(JsonObject task) => new()
    {
        ["ErrorEquals"] = new JsonArray("States.ALL"),
        ["ResultPath"] = task["ResultSelector"] is null ? task["ResultPath"]!.DeepClone() : null,
    };

    /// <summary>A worker may be lost with the answer that gave it the task; only its heartbeat tells.</summary>
    private JsonObject Activity(string name)
    {
        var hangs = random.Next(8) == 0;
        var activity = new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = Arns.Activity(Arns.Activities[random.Next(Arns.Activities.Length)]),
            ["Parameters"] = Orders(name, hangs, fails: random.Next(4) == 0 ? Always : 0),
            ["HeartbeatSeconds"] = random.Next(4, 20),
            ["TimeoutSeconds"] = traits.IsSteady ? 600 : random.Next(20, 120),
        };
        var attempts = hangs ? 1 : traits.IsSteady ? 500 : random.Next(4);
        activity["Retry"] = new JsonArray(Retrier(random, random.Next(2) == 0 ? "States.Timeout" : "States.HeartbeatTimeout", attempts));
        return activity;
    }

    private JsonObject Call(string name, string resource)
    {
        var hangs = random.Next(8) == 0;
        var fails = random.Next(3) switch
        {
            0 => random.Next(1, 3),
            1 when random.Next(2) == 0 => Always,
            _ => 0,
        };
        var call = new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = resource,
            ["Parameters"] = Orders(name, hangs, fails),
        };
        if (resource != Arns.Call)
            call["Parameters"]!["token.$"] = "$$.Task.Token";
        if (hangs || !traits.IsSteady)
            call["TimeoutSeconds"] = random.Next(3, 40);
        if (hangs && random.Next(2) == 0)
            call["HeartbeatSeconds"] = 2;
        if (random.Next(3) > 0)
        {
            call["Retry"] = new JsonArray(
                Retrier(random, Error, random.Next(3)), Retrier(random, "States.ALL", random.Next(2)));
        }

        return call;
    }

    /// <summary>Takes of the answer only what is the same in every run.</summary>
    private JsonObject Child()
    {
        var pattern = random.Next(4) switch { 0 => "", 1 => ".sync", _ => ".sync:2" };
        return new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = "arn:aws:states:::states:startExecution" + pattern,
            ["Parameters"] = new JsonObject
            {
                ["StateMachineArn"] = Arns.StateMachine(Traits.ChildMachine),
                ["Input"] = new JsonObject { ["v.$"] = "$.v" },
            },
            ["ResultSelector"] = pattern.Length == 0
                ? new JsonObject { ["status"] = "STARTED" }
                : new JsonObject { ["status.$"] = "$.Status", ["output.$"] = "$.Output" },
        };
    }

    /// <param name="fails">How many attempts fail before one succeeds.</param>
    private static JsonObject Orders(string name, bool hangs, int fails) => new()
    {
        ["state"] = name,
        ["hangs"] = hangs,
        ["fails"] = fails,
        ["attempt.$"] = "$$.State.RetryCount",
        ["data.$"] = "$",
    };
}
