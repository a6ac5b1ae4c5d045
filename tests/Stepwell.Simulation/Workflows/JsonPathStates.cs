using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>JSONPath: Parameters, ResultSelector, ResultPath, intrinsic functions, and variables assigned and read.</summary>
internal sealed class JsonPathStates(Random random) : IDialect
{
    private const string Nowhere = "$.nowhere";

    /// <summary>Nothing has its place there: of all that can fail in JSONPath, catchers see only that.</summary>
    private const string InsideNumber = "$.v.inside";

    private static readonly string[] FailingFunctions = ["States.StringToJson('{')", "States.ArrayGetItem(States.Array(1), 5)"];

    /// <summary>What of their text is in the cause.</summary>
    public static IEnumerable<string> Failing => [Nowhere, "\"inside\"", .. FailingFunctions];

    public string Name => "JSONPath";

    public JsonObject Declare(Scope scope) => new()
    {
        ["Type"] = "Pass",
        ["Assign"] = new JsonObject
        {
            [scope.Number + ".$"] = Number(scope),
            [scope.Any] = new JsonObject { ["value.$"] = Any(scope), ["list"] = new JsonArray(1, "two") },
        },
    };

    public JsonObject Pass(Scope scope, bool mayFail)
    {
        var pass = new JsonObject { ["Type"] = "Pass" };
        if (random.Next(2) == 0)
            pass["Parameters"] = new JsonObject { ["v.$"] = "$.v", ["kept.$"] = "$", ["any.$"] = Any(scope) };
        if (mayFail && random.Next(8) == 0)
            pass["Parameters"] = new JsonObject { ["lost.$"] = random.Next(2) == 0 ? Nowhere : FailingFunction() };
        return Vary(pass, scope);
    }

    public JsonObject Wait(Scope scope, bool mayFail) => Vary(
        random.Next(3) switch
        {
            0 => new JsonObject { ["Type"] = "Wait", ["Seconds"] = random.Next(0, 30) },
            1 => new JsonObject { ["Type"] = "Wait", ["SecondsPath"] = mayFail && random.Next(8) == 0 ? Nowhere : "$.v" },
            _ => new JsonObject { ["Type"] = "Wait", ["Timestamp"] = $"2026-01-01T00:0{random.Next(3)}:30Z" },
        },
        scope);

    public JsonObject Succeed(Scope scope) => new() { ["Type"] = "Succeed" };

    public JsonObject Fail(Scope scope)
    {
        var fail = new JsonObject { ["Type"] = "Fail", ["Error"] = "Doom" };
        if (random.Next(2) == 0)
            fail["Cause"] = "Foreseen.";
        else
            fail["CausePath"] = $"States.Format('Foreseen: {{}}', {Number(scope)})";
        return fail;
    }

    public JsonObject Reset(string counter) => new()
    {
        ["Type"] = "Pass",
        ["Result"] = new JsonObject { ["n"] = 0 },
        ["ResultPath"] = $"$.{counter}",
    };

    public JsonObject Increase(string counter) => new()
    {
        ["Type"] = "Pass",
        ["Parameters"] = new JsonObject { ["n.$"] = $"States.MathAdd($.{counter}.n, 1)" },
        ["ResultPath"] = $"$.{counter}",
    };

    public JsonObject RuleBelow(string counter, int end, Scope scope) =>
        Vary(new JsonObject { ["Variable"] = $"$.{counter}.n", ["NumericLessThan"] = end }, scope);

    public JsonObject Rule(Scope scope, bool mayFail)
    {
        var variable = scope.ReadableNumbers is { Count: > 0 } names && random.Next(2) == 0 ? "$" + names[random.Next(names.Count)] : "$.v";
        var rule = new JsonObject
        {
            ["Not"] = new JsonObject
            {
                ["Variable"] = mayFail && random.Next(12) == 0 ? Nowhere : variable,
                ["NumericGreaterThan"] = random.Next(10),
            },
        };
        return Vary(rule, scope);
    }

    public JsonObject Task(string name, Errand errand, Scope scope, Breakage breakage)
    {
        var task = errand.State;
        var parameters = errand.IsChild ? ChildParameters() : Orders(name, errand);
        task["Parameters"] = parameters;
        if (breakage == Breakage.Fatal)
            parameters["lost.$"] = FailingFunction();
        task["ResultPath"] = PlaceOf(name, breakage);
        if (errand.Pattern == "")
            task["ResultSelector"] = new JsonObject { ["status"] = "STARTED" };
        else if (errand.IsChild)
            task["ResultSelector"] = new JsonObject { ["status.$"] = "$.Status", ["output.$"] = "$.Output" };
        if (scope.IsAssigned && random.Next(2) == 0)
            task["Assign"] = new JsonObject { [scope.Any + ".$"] = "$" };
        return task;
    }

    public JsonObject Catcher(string name, string error, Scope scope, bool showsCause, bool breaks)
    {
        var catcher = new JsonObject
        {
            ["ErrorEquals"] = new JsonArray(error),
            ["ResultPath"] = breaks ? InsideNumber : showsCause ? $"$.{name}" : null,
        };
        if (scope.IsAssigned && random.Next(2) == 0)
            catcher["Assign"] = new JsonObject { [scope.Any + ".$"] = "$.Error" };
        return catcher;
    }

    public JsonObject Parallel(string name, Scope scope, Breakage breakage)
    {
        var parameters = new JsonObject { ["v.$"] = "$.v", ["any.$"] = Any(scope) };
        if (breakage == Breakage.Fatal)
            parameters["lost.$"] = FailingFunction();
        return new JsonObject { ["Type"] = "Parallel", ["Parameters"] = parameters, ["ResultPath"] = PlaceOf(name, breakage) };
    }

    public JsonObject Items(string name)
    {
        var items = new JsonArray();
        for (var i = random.Next(4); i > 0; i--)
            items.Add(new JsonObject { ["v"] = random.Next(10) });
        return new JsonObject { ["Type"] = "Pass", ["Result"] = items, ["ResultPath"] = $"$.{name}" };
    }

    public JsonObject Map(string name, string source, Scope scope, Breakage breakage)
    {
        var selector = new JsonObject { ["v.$"] = "$$.Map.Item.Value.v", ["i.$"] = "$$.Map.Item.Index", ["outer.$"] = Any(scope) };
        if (breakage == Breakage.Fatal)
            selector["lost.$"] = FailingFunction();
        return new JsonObject
        {
            ["Type"] = "Map",
            ["ItemsPath"] = $"$.{source}",
            ["ItemSelector"] = selector,
            ["MaxConcurrency"] = random.Next(3),
            ["ResultPath"] = PlaceOf(name, breakage),
        };
    }

    private JsonObject Vary(JsonObject stateOrRule, Scope scope)
    {
        if (scope.IsAssigned && random.Next(3) == 0)
            stateOrRule["Assign"] = new JsonObject { [scope.Number + ".$"] = Number(scope) };
        return stateOrRule;
    }

    private string Number(Scope scope) => scope.ReadableNumbers is { Count: > 0 } names && random.Next(2) == 0
        ? $"States.MathAdd(${names[random.Next(names.Count)]}, {random.Next(3)})"
        : random.Next(3) switch
        {
            0 => $"States.MathRandom(0, 50, {random.Next(100)})",
            1 => "States.ArrayLength(States.ArrayRange(0, 9, 2))",
            _ => "$$.Execution.Input.v",
        };

    private string Any(Scope scope) => scope.ReadableValues is { Count: > 0 } names && random.Next(2) == 0
        ? $"States.Hash(${names[random.Next(names.Count)]}, 'MD5')"
        : random.Next(4) switch
        {
            0 => "States.ArrayPartition(States.ArrayRange(1, 7, 1), 3)",
            1 => "States.StringToJson('{\"deep\": [null, 1.5]}')",
            2 => "States.Format('{}-{}', $.v, $$.State.Name)",
            _ => "$.v",
        };

    private static string PlaceOf(string name, Breakage breakage) => breakage == Breakage.Catchable ? InsideNumber : $"$.{name}";

    private string FailingFunction() => FailingFunctions[random.Next(FailingFunctions.Length)];

    private static JsonObject ChildParameters() => new()
    {
        ["StateMachineArn"] = Arns.StateMachine(Traits.ChildMachine),
        ["Input"] = new JsonObject { ["v.$"] = "$.v" },
    };

    private static JsonObject Orders(string name, Errand errand)
    {
        var orders = new JsonObject
        {
            ["state"] = name,
            ["hangs"] = errand.Hangs,
            ["fails"] = errand.Fails,
            ["attempt.$"] = "$$.State.RetryCount",
            ["data.$"] = "$",
        };
        if (errand.WantsToken)
            orders["token.$"] = "$$.Task.Token";
        return orders;
    }
}
