using System.Diagnostics;
using System.Text.Json.Nodes;
using Stepwell.States.Definition;
using Stepwell.States.Engine;
using Stepwell.States.Parsing;
using Value = Stepwell.Json.JsonValue;

namespace Stepwell.Bench.Load;

/// <summary>
/// The interpreter alone, without server and store: how many state transitions it makes per second and core, beside the interpreter of
/// aws-local-stepfunctions on Node.js, which does the same machines and must give the same output.
/// </summary>
internal sealed class Interpreter(Options options)
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000";
    private static readonly int[] Callers = [1, 64];

    private readonly States.Engine.Environment _environment = new(
        TimeProvider.System.GetUtcNow(), new Random(Seed: 1), () => Guid.Empty, (_, _) => "token", _ => false);

    public Report Run()
    {
        var machines = JsonNode.Parse(File.ReadAllText("bench/Peers/machines.json"))!.AsArray();
        var peer = MeasurePeer();
        var rows = machines.SelectMany(machine => Callers.Select(callers => Measure(machine!, callers, peer))).ToList();
        return new Report("interpreter", [peer is null ? "aws-local-stepfunctions is not installed; quoted" : "aws-local-stepfunctions 3.0.0 beside it"], rows);
    }

    private JsonObject Measure(JsonNode machine, int callers, JsonArray? peer)
    {
        var name = (string)machine["name"]!;
        var rounds = Enumerable.Range(0, options.Rounds + 1).Select(_ => MeasureRound(machine, callers)).Skip(1);
        var (perCore, perSecond, allocated) = Figures.Median(rounds, round => round.PerCore);
        var other = peer is not null
            ? (double?)peer.Single(row => (string)row!["name"]! == name && (int)row["callers"]! == callers)!["statesPerSecond"]
            : name.StartsWith("five", StringComparison.Ordinal) ? Peers.Interpreter[callers] : null;
        return new JsonObject
        {
            ["machine"] = name,
            ["callers"] = callers,
            ["states/s per core"] = Report.Round(perCore),
            ["states/s"] = Report.Round(perSecond),
            ["allocated B/state"] = Report.Round(allocated),
            ["npm states/s, one core"] = other is { } rate ? Report.Round(rate) : null,
            ["ratio"] = Peers.Ratio(perCore, other),
        };
    }

    /// <summary>Callers share the cores, in turns of one execution each; what is per core is divided by the processor time of it all.</summary>
    private (double PerCore, double PerSecond, double Allocated) MeasureRound(JsonNode machine, int callers)
    {
        var run = Prepare(machine);
        var (cpu, allocated, began) = (System.Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        var executions = callers == 1
            ? RunAlone(run, began)
            : Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => RunInTurnsAsync(run, began)))).Result.Sum();
        var transitions = (double)executions * (int)machine["states"]!;
        return (
            transitions / (System.Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            transitions / Stopwatch.GetElapsedTime(began).TotalSeconds,
            (GC.GetTotalAllocatedBytes() - allocated) / transitions);
    }

    private long RunAlone(Action run, long began)
    {
        var count = 0L;
        for (; Stopwatch.GetElapsedTime(began) < options.Duration; count++)
            run();
        return count;
    }

    private async Task<long> RunInTurnsAsync(Action run, long began)
    {
        var count = 0L;
        for (; Stopwatch.GetElapsedTime(began) < options.Duration; count++)
        {
            run();
            await Task.Yield();
        }
        return count;
    }

    /// <summary>One execution from its start to its output.</summary>
    /// <exception cref="InvalidOperationException">It does not give the output that the machine's author expects.</exception>
    private Action Prepare(JsonNode machine)
    {
        var parsed = DefinitionParser.Parse(machine["definition"]!.ToJsonString(), StateMachineType.Standard);
        var input = Value.Parse(machine["input"]!.ToJsonString());
        var expected = Value.Parse(machine["output"]!.ToJsonString());
        var start = new Command.Start($"{Arn}:execution:m:e", $"{Arn}:stateMachine:m", "m", "arn:aws:iam::000000000000:role/bench", input);
        return () =>
        {
            var decision = Decider.Decide(parsed.Machine!, Execution.None, start, _environment);
            if (!decision.Execution.Output.Equals(expected))
                throw new InvalidOperationException($"The output is {decision.Execution.Output}, not {expected}.");
        };
    }

    private JsonArray? MeasurePeer() => NodePrograms.Installed("aws-local-stepfunctions") is null
        ? null
        : JsonNode.Parse(NodePrograms.Run("interpreter.mjs", $"{options.Duration.TotalSeconds}", $"{options.Rounds}"))!.AsArray();
}
