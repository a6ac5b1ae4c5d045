using System.Text.RegularExpressions;
using Stepwell.Simulation.Checks;
using Stepwell.Simulation.Clients;
using Stepwell.Simulation.Workflows;
using Stepwell.Simulation.Worlds;
using Stepwell.States.Events;

namespace Stepwell.Simulation;

/// <param name="Results">What clients' executions came to, by name; only those that come to the same in every run.</param>
internal sealed record Outcome(long WritePointCount, IReadOnlyDictionary<string, string> Results, string Trace);

/// <summary>Runs worlds to their end.</summary>
internal static partial class Simulator
{
    /// <exception cref="InvalidOperationException">Something does not hold. The message says how to see it again.</exception>
    public static Outcome Run(Scenario scenario, IFaults faults)
    {
        // With a context of the test framework, continuations would leave this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        using var world = new World(scenario, faults);
        try
        {
            world.Run();
            return new Outcome(world.WritePointCount, Results(world), world.Trace);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"""
                Seed {scenario.Seed}, {faults}: {exception.Message}
                Reproduce with: STEPWELL_SEED={scenario.Seed} dotnet test --project tests/Stepwell.Simulation
                {scenario.Definition}
                {world.Trace}
                """,
                exception);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static Dictionary<string, string> Results(World world)
    {
        if (!world.Scenario.Traits.IsSteady)
            return [];
        return Enumerable.Range(0, world.Scenario.StartCount)
            .Select(i => $"run{i}")
            .Where(name => !world.Operator.Stopped.Contains(name))
            .ToDictionary(name => name, name => Result(Journals.Find(world.Server.Store, Arns.Execution(Operator.Machine, name))!));
    }

    private static string Result(DurableExecution execution) => execution.Events.Last().Detail switch
    {
        EventDetail.ExecutionSucceeded(var output) => $"succeeded {output}",
        // The cause describes a child with its dates.
        EventDetail.ExecutionFailed("States.TaskFailed", _) => "failed with its child",
        EventDetail.ExecutionFailed(var error, var cause) => $"failed {error} {WithoutEventIds(cause)}",
        var other => other.ToString(),
    };

    /// <summary>A cause names the entry of the state, which has another number after a task was tried again, or other branches were faster.</summary>
    private static string WithoutEventIds(string? cause) => EventId().Replace(cause ?? "", "#n");

    [GeneratedRegex("(?<=entered at the event id )#[0-9]+")]
    private static partial Regex EventId();
}
