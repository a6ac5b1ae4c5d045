using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>
/// Random definitions over all eight states and both query languages. Every graph is a chain of segments, each of one or a few states; data
/// is an object that keeps a number <c>v</c> and gets the result of each state under the state's name.
/// </summary>
internal sealed class Definitions
{
    private readonly Random _random;
    private readonly Traits _traits;
    private readonly Languages _languages;
    private readonly TaskStates _tasks;
    private int _stateCount;
    private int _scopeCount;

    private Definitions(Random random, Traits traits)
    {
        _random = random;
        _traits = traits;
        _languages = new Languages(random);
        _tasks = new TaskStates(random, traits);
    }

    /// <param name="comment">Tells revisions of the same workflow apart.</param>
    public static string Make(Random random, Traits traits, string comment)
    {
        var definitions = new Definitions(random, traits);
        var graph = definitions.Graph(Math.Max(1, traits.StateCount), depth: 0, mayFail: true, around: null);
        definitions._languages.MarkMachine(graph);
        graph["Comment"] = comment;
        if (!traits.IsSteady)
            graph["TimeoutSeconds"] = random.Next(4) == 0 ? random.Next(5, 60) : 2_000;
        return graph.ToJsonString();
    }

    /// <param name="around">The variables that the graph can read and not assign.</param>
    private JsonObject Graph(int segmentCount, int depth, bool mayFail, Scope? around)
    {
        var graph = new Chain(new JsonObject(), new Scope(++_scopeCount, around), depth, mayFail);
        var first = _random.Next(3) > 0 ? AddDeclaration(graph) : null;
        var names = Enumerable.Range(0, segmentCount).Select(_ => NewName()).ToArray();
        for (var i = 0; i < segmentCount; i++)
            AddSegment(graph, names[i], next: i + 1 < segmentCount ? names[i + 1] : AddLast(graph));

        if (first is not null)
            graph.States[first]!["Next"] = names[0];
        return new JsonObject { ["StartAt"] = first ?? names[0], ["States"] = graph.States };
    }

    /// <summary>Gives the graph variables.</summary>
    private string AddDeclaration(Chain graph)
    {
        var name = NewName();
        var dialect = _languages.Next();
        graph.States[name] = _languages.Mark(dialect.Declare(graph.Scope), dialect);
        graph.Scope.IsAssigned = true;
        return name;
    }

    private string NewName() => $"S{++_stateCount}";

    /// <summary>Null: the chain ends without a state of its own for that.</summary>
    private string? AddLast(Chain graph)
    {
        switch (_random.Next(8))
        {
            case 0:
                return AddSucceed(graph);
            case 1 when graph.MayFail:
                var name = NewName();
                var dialect = _languages.Next();
                graph.States[name] = _languages.Mark(dialect.Fail(graph.Scope), dialect);
                return name;
            default:
                return null;
        }
    }

    private string AddSucceed(Chain graph)
    {
        var name = NewName();
        var dialect = _languages.Next();
        graph.States[name] = _languages.Mark(dialect.Succeed(graph.Scope), dialect);
        return name;
    }

    private void AddSegment(Chain graph, string name, string? next)
    {
        var canNest = graph.Depth < _traits.MaxDepth;
        var dialect = _languages.Next();
        switch (_random.Next(12))
        {
            case 0:
                Add(graph, name, dialect, dialect.Pass(graph.Scope, graph.MayFail), next);
                break;
            case 1:
                Add(graph, name, dialect, dialect.Wait(graph.Scope, graph.MayFail), next);
                break;
            case 2:
                AddLoop(graph, name, next);
                break;
            case 3:
                AddDetour(graph, name, next);
                break;
            case 4 or 5 when canNest:
                AddParallel(graph, name, next);
                break;
            case 6 or 7 when canNest:
                AddMap(graph, name, next);
                break;
            default:
                AddTask(graph, name, next);
                break;
        }
    }

    private void AddTask(Chain graph, string name, string? next)
    {
        var dialect = _languages.Next();
        var errand = _tasks.Make();
        var isCaught = !graph.MayFail || _random.Next(2) == 0;
        var breakage = ChooseBreakage(graph, isCaught);
        var task = dialect.Task(name, errand, graph.Scope, breakage);
        if (isCaught)
            AddCatch(graph, task, name, dialect, showsCause: !errand.IsChild && breakage == Breakage.None, next);
        Add(graph, name, dialect, task, next);
    }

    private Breakage ChooseBreakage(Chain graph, bool isCaught) => _random.Next(16) switch
    {
        0 when graph.MayFail => Breakage.Fatal,
        1 or 2 when graph.MayFail || isCaught => Breakage.Catchable,
        _ => Breakage.None,
    };

    /// <summary>A counter, a task, and a Choice that goes back until the counter has reached its end.</summary>
    private void AddLoop(Chain graph, string name, string? next)
    {
        var (body, count, choice) = (NewName(), NewName(), NewName());
        var (resets, increases, chooses) = (_languages.Next(), _languages.Next(), _languages.Next());
        Add(graph, name, resets, resets.Reset(name), body);
        AddTask(graph, body, count);
        Add(graph, count, increases, increases.Increase(name), choice);
        AddChoice(graph, choice, chooses, chooses.RuleBelow(name, _random.Next(1, 4), graph.Scope), body, next ?? AddSucceed(graph));
    }

    private void AddDetour(Chain graph, string name, string? next)
    {
        var end = next ?? AddSucceed(graph);
        var detour = NewName();
        var dialect = _languages.Next();
        AddChoice(graph, name, dialect, dialect.Rule(graph.Scope, graph.MayFail), detour, end);
        AddTask(graph, detour, end);
    }

    private void AddChoice(Chain graph, string name, IDialect dialect, JsonObject rule, string chosen, string otherwise)
    {
        rule["Next"] = chosen;
        graph.States[name] = _languages.Mark(
            new JsonObject { ["Type"] = "Choice", ["Choices"] = new JsonArray(rule), ["Default"] = otherwise }, dialect);
    }

    private void AddParallel(Chain graph, string name, string? next)
    {
        var dialect = _languages.Next();
        var isCaught = _random.Next(2) == 0;
        var parallel = dialect.Parallel(name, graph.Scope, ChooseBreakage(graph, isCaught));
        var failing = _random.Next(3);
        var branches = new JsonArray();
        for (var i = 0; i < _random.Next(1, 4); i++)
        {
            var mayFail = graph.MayFail && (!_traits.IsSteady || i == failing);
            branches.Add(Graph(_random.Next(1, 4), graph.Depth + 1, mayFail, graph.Scope));
        }

        parallel["Branches"] = branches;
        AddHandlers(graph, parallel, name, dialect, next, isCaught);
        Add(graph, name, dialect, parallel, next);
    }

    private void AddMap(Chain graph, string name, string? next)
    {
        var map = NewName();
        var (makes, maps) = (_languages.Next(), _languages.Next());
        Add(graph, name, makes, makes.Items(name), map);
        var isDistributed = _random.Next(3) == 0;
        var isCaught = _random.Next(2) == 0;
        var state = maps.Map(map, name, graph.Scope, ChooseBreakage(graph, isCaught));
        state["ItemProcessor"] = Graph(
            _random.Next(1, 3), graph.Depth + 1, mayFail: !_traits.IsSteady, around: isDistributed ? null : graph.Scope);
        if (isDistributed)
            Distribute(state);
        AddHandlers(graph, state, map, maps, next, isCaught);
        Add(graph, map, maps, state, next);
    }

    /// <summary>Makes the items child executions of a Map Run.</summary>
    private void Distribute(JsonObject map)
    {
        map["ItemProcessor"]!["ProcessorConfig"] = new JsonObject { ["Mode"] = "DISTRIBUTED", ["ExecutionType"] = "STANDARD" };
        if (!_traits.IsSteady && _random.Next(2) == 0)
            map["ToleratedFailureCount"] = _random.Next(3);
    }

    private void AddHandlers(Chain graph, JsonObject state, string name, IDialect dialect, string? next, bool isCaught)
    {
        if (_random.Next(3) == 0)
            state["Retry"] = new JsonArray(TaskStates.Retrier(_random, "States.ALL", maxAttempts: 1));
        // What children failed with has dates in it, which differ from run to run.
        if (isCaught)
            AddCatch(graph, state, name, dialect, showsCause: false, next);
    }

    private void AddCatch(Chain graph, JsonObject state, string name, IDialect dialect, bool showsCause, string? next)
    {
        string[] errors = _random.Next(3) == 0 ? ["States.QueryEvaluationError", "States.ALL"] : ["States.ALL"];
        var catchers = new JsonArray();
        foreach (var error in errors)
        {
            var catcher = dialect.Catcher(name, error, graph.Scope, showsCause, breaks: graph.MayFail && _random.Next(12) == 0);
            catcher["Next"] = next ?? AddSucceed(graph);
            catchers.Add(catcher);
        }

        state["Catch"] = catchers;
    }

    private void Add(Chain graph, string name, IDialect dialect, JsonObject state, string? next)
    {
        if (next is null)
            state["End"] = true;
        else
            state["Next"] = next;
        graph.States[name] = _languages.Mark(state, dialect);
    }

    /// <summary>A graph in the making.</summary>
    /// <param name="MayFail">Whether a failure may leave it.</param>
    private sealed record Chain(JsonObject States, Scope Scope, int Depth, bool MayFail);
}
