using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>
/// Random definitions over all eight states. Every graph is a chain of segments, each of one or a few states; data is an object that keeps
/// a number <c>v</c> and gets the result of each state under the state's name.
/// </summary>
internal sealed class Definitions
{
    private readonly Random _random;
    private readonly Traits _traits;
    private readonly TaskStates _tasks;
    private int _stateCount;

    private Definitions(Random random, Traits traits)
    {
        _random = random;
        _traits = traits;
        _tasks = new TaskStates(random, traits);
    }

    /// <param name="comment">Tells revisions of the same workflow apart.</param>
    public static string Make(Random random, Traits traits, string comment)
    {
        var definitions = new Definitions(random, traits);
        var graph = definitions.Graph(Math.Max(1, traits.StateCount), depth: 0, mayFail: true);
        graph["Comment"] = comment;
        if (!traits.IsSteady)
            graph["TimeoutSeconds"] = random.Next(4) == 0 ? random.Next(5, 60) : 2_000;
        return graph.ToJsonString();
    }

    private JsonObject Graph(int segmentCount, int depth, bool mayFail)
    {
        var states = new JsonObject();
        var names = Enumerable.Range(0, segmentCount).Select(_ => NewName()).ToArray();
        for (var i = 0; i < segmentCount; i++)
        {
            var next = i + 1 < segmentCount ? names[i + 1] : AddLast(states, mayFail);
            AddSegment(states, names[i], next, depth, mayFail);
        }

        return new JsonObject { ["StartAt"] = names[0], ["States"] = states };
    }

    private string NewName() => $"S{++_stateCount}";

    /// <summary>Null: the chain ends without a state of its own for that.</summary>
    private string? AddLast(JsonObject states, bool mayFail)
    {
        switch (_random.Next(8))
        {
            case 0:
                return AddSucceed(states);
            case 1 when mayFail:
                var name = NewName();
                states[name] = new JsonObject { ["Type"] = "Fail", ["Error"] = "Doom", ["Cause"] = "Foreseen." };
                return name;
            default:
                return null;
        }
    }

    private string AddSucceed(JsonObject states)
    {
        var name = NewName();
        states[name] = new JsonObject { ["Type"] = "Succeed" };
        return name;
    }

    private void AddSegment(JsonObject states, string name, string? next, int depth, bool mayFail)
    {
        var canNest = depth < _traits.MaxDepth;
        switch (_random.Next(12))
        {
            case 0:
                states[name] = Link(Pass(), next);
                break;
            case 1:
                states[name] = Link(Wait(), next);
                break;
            case 2:
                AddLoop(states, name, next, mayFail);
                break;
            case 3:
                AddDetour(states, name, next, mayFail);
                break;
            case 4 or 5 when canNest:
                AddParallel(states, name, next, depth, mayFail);
                break;
            case 6 or 7 when canNest:
                AddMap(states, name, next, depth);
                break;
            default:
                AddTask(states, name, next, mayFail);
                break;
        }
    }

    private void AddTask(JsonObject states, string name, string? next, bool mayFail)
    {
        var task = _tasks.Make(name, mayFail, out var catches);
        states[name] = Link(task, next);
        foreach (var catcher in catches)
            catcher["Next"] = next ?? AddSucceed(states);
    }

    /// <summary>A counter, a task, and a Choice that goes back until the counter has reached its end.</summary>
    private void AddLoop(JsonObject states, string name, string? next, bool mayFail)
    {
        var (body, count, choice) = (NewName(), NewName(), NewName());
        states[name] = new JsonObject
        {
            ["Type"] = "Pass",
            ["Result"] = new JsonObject { ["n"] = 0 },
            ["ResultPath"] = $"$.{name}",
            ["Next"] = body,
        };
        AddTask(states, body, count, mayFail);
        states[count] = new JsonObject
        {
            ["Type"] = "Pass",
            ["Parameters"] = new JsonObject { ["n.$"] = $"States.MathAdd($.{name}.n, 1)" },
            ["ResultPath"] = $"$.{name}",
            ["Next"] = choice,
        };
        states[choice] = new JsonObject
        {
            ["Type"] = "Choice",
            ["Choices"] = new JsonArray(
                new JsonObject { ["Variable"] = $"$.{name}.n", ["NumericLessThan"] = _random.Next(1, 4), ["Next"] = body }),
            ["Default"] = next ?? AddSucceed(states),
        };
    }

    private void AddDetour(JsonObject states, string name, string? next, bool mayFail)
    {
        var end = next ?? AddSucceed(states);
        var detour = NewName();
        states[name] = new JsonObject
        {
            ["Type"] = "Choice",
            ["Choices"] = new JsonArray(
                new JsonObject
                {
                    ["Not"] = new JsonObject { ["Variable"] = "$.v", ["NumericGreaterThan"] = _random.Next(10) },
                    ["Next"] = detour,
                }),
            ["Default"] = end,
        };
        AddTask(states, detour, end, mayFail);
    }

    private void AddParallel(JsonObject states, string name, string? next, int depth, bool mayFail)
    {
        var failing = _random.Next(3);
        var branches = new JsonArray();
        for (var i = 0; i < _random.Next(1, 4); i++)
            branches.Add(Graph(_random.Next(1, 4), depth + 1, _traits.IsSteady ? mayFail && i == failing : mayFail));
        var parallel = new JsonObject
        {
            ["Type"] = "Parallel",
            ["Parameters"] = new JsonObject { ["v.$"] = "$.v" },
            ["Branches"] = branches,
            ["ResultPath"] = $"$.{name}",
        };
        AddHandlers(states, parallel, next);
        states[name] = Link(parallel, next);
    }

    private void AddMap(JsonObject states, string name, string? next, int depth)
    {
        var map = NewName();
        var items = new JsonArray();
        for (var i = _random.Next(4); i > 0; i--)
            items.Add(new JsonObject { ["v"] = _random.Next(10) });
        states[name] = new JsonObject
        {
            ["Type"] = "Pass",
            ["Result"] = items,
            ["ResultPath"] = $"$.{name}",
            ["Next"] = map,
        };
        var state = new JsonObject
        {
            ["Type"] = "Map",
            ["ItemsPath"] = $"$.{name}",
            ["ItemSelector"] = new JsonObject { ["v.$"] = "$$.Map.Item.Value.v", ["i.$"] = "$$.Map.Item.Index", ["outer.$"] = "$.v" },
            ["MaxConcurrency"] = _random.Next(3),
            ["ItemProcessor"] = Graph(_random.Next(1, 3), depth + 1, mayFail: !_traits.IsSteady),
            ["ResultPath"] = $"$.{map}",
        };
        if (_random.Next(3) == 0)
            Distribute(state);
        AddHandlers(states, state, next);
        states[map] = Link(state, next);
    }

    /// <summary>Makes the items child executions of a Map Run.</summary>
    private void Distribute(JsonObject map)
    {
        map["ItemProcessor"]!["ProcessorConfig"] = new JsonObject { ["Mode"] = "DISTRIBUTED", ["ExecutionType"] = "STANDARD" };
        if (!_traits.IsSteady && _random.Next(2) == 0)
            map["ToleratedFailureCount"] = _random.Next(3);
    }

    private void AddHandlers(JsonObject states, JsonObject state, string? next)
    {
        if (_random.Next(3) == 0)
            state["Retry"] = new JsonArray(TaskStates.Retrier(_random, "States.ALL", maxAttempts: 1));
        if (_random.Next(2) == 0)
        {
            // What children failed with has dates in it, which differ from run to run.
            state["Catch"] = new JsonArray(
                new JsonObject { ["ErrorEquals"] = new JsonArray("States.ALL"), ["ResultPath"] = null, ["Next"] = next ?? AddSucceed(states) });
        }
    }

    private JsonObject Pass() => _random.Next(2) == 0
        ? new JsonObject { ["Type"] = "Pass" }
        : new JsonObject { ["Type"] = "Pass", ["Parameters"] = new JsonObject { ["v.$"] = "$.v", ["kept.$"] = "$" } };

    private JsonObject Wait() => _random.Next(3) switch
    {
        0 => new JsonObject { ["Type"] = "Wait", ["Seconds"] = _random.Next(0, 30) },
        1 => new JsonObject { ["Type"] = "Wait", ["SecondsPath"] = "$.v" },
        _ => new JsonObject { ["Type"] = "Wait", ["Timestamp"] = $"2026-01-01T00:0{_random.Next(3)}:30Z" },
    };

    private static JsonObject Link(JsonObject state, string? next)
    {
        if (next is null)
            state["End"] = true;
        else
            state["Next"] = next;
        return state;
    }
}
