using System.Text.Json.Nodes;
using static Stepwell.Simulation.Workflows.JsonataExpressions;

namespace Stepwell.Simulation.Workflows;

/// <summary>JSONata: Arguments, Output, Assign, Condition, Items, and expressions wherever a number or time may be one.</summary>
internal sealed class JsonataStates(Random random) : IDialect
{
    private readonly JsonataExpressions _expressions = new(random);

    public string Name => "JSONata";

    public JsonObject Declare(Scope scope) => new()
    {
        ["Type"] = "Pass",
        ["Assign"] = new JsonObject
        {
            [scope.Number] = Delimited(_expressions.Number(scope)),
            [scope.Any] = new JsonObject { ["value"] = Delimited(_expressions.Any(scope)), ["list"] = new JsonArray(1, Delimited(V)) },
        },
    };

    public JsonObject Pass(Scope scope, bool mayFail)
    {
        var pass = new JsonObject { ["Type"] = "Pass" };
        if (random.Next(2) == 0)
        {
            pass["Output"] = new JsonObject
            {
                ["v"] = Delimited(V),
                ["kept"] = Delimited("$states.input"),
                ["any"] = new JsonArray(Delimited(_expressions.Any(scope)), "plain"),
            };
        }

        Vary(pass, scope, mayFail && random.Next(8) == 0);
        return pass;
    }

    public JsonObject Wait(Scope scope, bool mayFail)
    {
        var (field, expression) = random.Next(3) switch
        {
            0 => ("Seconds", $"({_expressions.Number(scope)}) % 6"),
            1 => ("Timestamp", $"$fromMillis($toMillis($states.context.State.EnteredTime) + 500 * {V})"),
            _ => ("Timestamp", $"'2026-01-01T00:0{random.Next(3)}:3' & ({V} % 10) & 'Z'"),
        };
        var breaks = mayFail && random.Next(8) == 0;
        var wait = new JsonObject { ["Type"] = "Wait", [field] = breaks ? _expressions.Broken() : Delimited(expression) };
        Vary(wait, scope, breaks: mayFail && random.Next(12) == 0);
        return wait;
    }

    public JsonObject Succeed(Scope scope) => random.Next(2) == 0
        ? new JsonObject { ["Type"] = "Succeed" }
        : new JsonObject { ["Type"] = "Succeed", ["Output"] = Into("end", _expressions.Any(scope)) };

    public JsonObject Fail(Scope scope) => new()
    {
        ["Type"] = "Fail",
        ["Error"] = Delimited("'Do' & 'om'"),
        ["Cause"] = random.Next(4) == 0 ? _expressions.Broken() : Delimited($"'Foreseen: ' & $string({_expressions.Number(scope)})"),
    };

    public JsonObject Reset(string counter) => new() { ["Type"] = "Pass", ["Output"] = Into(counter, "{'n': 0}") };

    public JsonObject Increase(string counter) => new()
    {
        ["Type"] = "Pass",
        ["Output"] = Into(counter, $"{{'n': $states.input.{counter}.n + 1}}"),
    };

    public JsonObject RuleBelow(string counter, int end, Scope scope) =>
        Vary(new JsonObject { ["Condition"] = Delimited($"$states.input.{counter}.n < {end}") }, scope, breaks: false);

    public JsonObject Rule(Scope scope, bool mayFail)
    {
        var breaks = mayFail && random.Next(8) == 0;
        var condition = breaks ? _expressions.Broken() : Delimited($"({_expressions.Number(scope)}) > {random.Next(10)}");
        return Vary(new JsonObject { ["Condition"] = condition }, scope, breaks: mayFail && random.Next(12) == 0);
    }

    public JsonObject Task(string name, Errand errand, Scope scope, Breakage breakage)
    {
        var task = errand.State;
        task["Arguments"] = errand.IsChild ? ChildArguments(scope) : Orders(name, errand);
        task["Output"] = Into(name, ResultOf(errand));
        Compute(task, "TimeoutSeconds", V);
        Compute(task, "HeartbeatSeconds", $"{V} % 2");
        if (scope.IsAssigned && random.Next(2) == 0)
            task["Assign"] = new JsonObject { [scope.Number] = Delimited(_expressions.Number(scope)), [scope.Any] = Delimited(ResultOf(errand)) };
        if (breakage != Breakage.None)
            Break(task);
        return task;
    }

    public JsonObject Catcher(string name, string error, Scope scope, bool showsCause, bool breaks)
    {
        var catcher = new JsonObject
        {
            ["ErrorEquals"] = new JsonArray(error),
            ["Output"] = Into(name, showsCause ? "$states.errorOutput" : "{'error': $states.errorOutput.Error}"),
        };
        if (scope.IsAssigned && random.Next(2) == 0)
            catcher["Assign"] = new JsonObject { [scope.Any] = Delimited("$states.errorOutput.Error & '!'") };
        if (breaks)
            Break(catcher);
        return catcher;
    }

    public JsonObject Parallel(string name, Scope scope, Breakage breakage)
    {
        var parallel = new JsonObject
        {
            ["Type"] = "Parallel",
            ["Arguments"] = new JsonObject { ["v"] = Delimited(V), ["any"] = Delimited(_expressions.Any(scope)) },
            ["Output"] = Into(name, "$states.result"),
        };
        if (scope.IsAssigned && random.Next(2) == 0)
            parallel["Assign"] = new JsonObject { [scope.Number] = Delimited($"$count($states.result) + ${scope.Number}") };
        if (breakage != Breakage.None)
            Break(parallel);
        return parallel;
    }

    public JsonObject Items(string name) => new()
    {
        ["Type"] = "Pass",
        ["Output"] = Into(name, $"[$range(1, {V} % 4, 1).{{'v': ($ * 3) % 10}}]"),
    };

    public JsonObject Map(string name, string source, Scope scope, Breakage breakage)
    {
        var map = new JsonObject
        {
            ["Type"] = "Map",
            ["Items"] = random.Next(3) switch
            {
                0 => new JsonArray(new JsonObject { ["v"] = Delimited(V) }, new JsonObject { ["v"] = random.Next(10) }),
                1 => Delimited($"[$states.input.{source}[v > 2]]"),
                _ => Delimited($"$states.input.{source}"),
            },
            ["ItemSelector"] = new JsonObject
            {
                ["v"] = Delimited("$states.context.Map.Item.Value.v"),
                ["i"] = Delimited("$states.context.Map.Item.Index"),
                ["outer"] = Delimited(_expressions.Any(scope)),
            },
            ["MaxConcurrency"] = random.Next(2) == 0 ? random.Next(3) : Delimited($"({_expressions.Number(scope)}) % 3"),
            ["Output"] = Into(name, "$states.result"),
        };
        if (breakage != Breakage.None)
            Break(map);
        return map;
    }

    /// <summary>Of a state, or a rule, that has no result.</summary>
    private JsonObject Vary(JsonObject stateOrRule, Scope scope, bool breaks)
    {
        if (random.Next(3) == 0)
            stateOrRule["Output"] ??= Into("more", _expressions.Any(scope));
        if (scope.IsAssigned && random.Next(3) == 0)
            stateOrRule["Assign"] = new JsonObject { [scope.Number] = Delimited(_expressions.Number(scope)) };
        if (breaks)
            stateOrRule["Output"] = _expressions.Broken();
        return stateOrRule;
    }

    /// <summary>Makes one of the fields fail.</summary>
    private void Break(JsonObject state)
    {
        string[] fields = ["Arguments", "Output", "Assign", "TimeoutSeconds", "HeartbeatSeconds", "Items", "ItemSelector", "MaxConcurrency"];
        var present = fields.Where(state.ContainsKey).ToArray();
        var field = present[random.Next(present.Length)];
        if (state[field] is JsonObject template)
            template[template.Last().Key] = _expressions.Broken();
        else
            state[field] = _expressions.Broken();
    }

    private void Compute(JsonObject task, string field, string more)
    {
        if (task[field] is { } seconds && random.Next(2) == 0)
            task[field] = Delimited($"{seconds} + {more}");
    }

    private static string ResultOf(Errand errand) => errand.Pattern switch
    {
        null => "$states.result",
        "" => "{'status': 'STARTED'}",
        // What is JSON for the one is its text for the other.
        ".sync" => "{'status': $states.result.Status, 'output': $parse($states.result.Output)}",
        _ => "{'status': $states.result.Status, 'output': $states.result.Output}",
    };

    private JsonObject ChildArguments(Scope scope) => new()
    {
        ["StateMachineArn"] = Arns.StateMachine(Traits.ChildMachine),
        ["Input"] = new JsonObject { ["v"] = Delimited(V), ["any"] = Delimited(_expressions.Any(scope)) },
    };

    private static JsonObject Orders(string name, Errand errand)
    {
        var orders = new JsonObject
        {
            ["state"] = name,
            ["hangs"] = errand.Hangs,
            ["fails"] = errand.Fails,
            ["attempt"] = Delimited("$states.context.State.RetryCount"),
            ["data"] = Delimited("$states.input"),
        };
        if (errand.WantsToken)
            orders["token"] = Delimited("$states.context.Task.Token");
        return orders;
    }
}
