using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.States.Testing;

/// <summary>
/// One state run alone by the engine that runs executions: until it ends or waits for a task or a time, and then on with what comes of
/// that. Immutable but for its <see cref="Inspection"/>. Pure and total, as <see cref="Decider"/> is.
/// </summary>
public sealed class StateTest
{
    private readonly StateTestSetup _setup;
    private readonly JsonValue _variables;

    private StateTest(StateTestSetup setup, Inspection inspection, Activation activation, JsonValue variables)
    {
        var decision = activation.ToDecision();
        _setup = setup;
        _variables = Assign(variables, decision.Events);
        Inspection = inspection;
        Execution = decision.Execution;
        NextState = activation.NextState;
    }

    public Inspection Inspection { get; }

    /// <summary>The execution that was made up for the state.</summary>
    public Execution Execution { get; }

    /// <summary>Null at the end of the workflow, and where the state has failed or waits.</summary>
    public string? NextState { get; }

    /// <summary>Those it started with and those it assigned.</summary>
    public JsonValue Variables => _variables;

    /// <summary>What the state waits for.</summary>
    public Pending Pending => Execution.Root?.Pending ?? Pending.Nothing;

    /// <summary>Null while the state waits for a task or a time.</summary>
    public StateTestStatus? Status => Execution.Status switch
    {
        ExecutionStatus.Succeeded => Left,
        ExecutionStatus.Running => Pending switch
        {
            Pending.Retry => StateTestStatus.Retriable,
            Pending.Task or Pending.Timer => null,
            _ => Left,
        },
        _ => StateTestStatus.Failed,
    };

    /// <summary>Missing unless the state was left.</summary>
    public JsonValue Output => Status switch
    {
        StateTestStatus.Succeeded or StateTestStatus.CaughtError => Execution.Root?.Value ?? Execution.Output,
        _ => default,
    };

    public string? Error => Execution.IsClosed && Status == StateTestStatus.Failed ? Execution.Error : Inspection.Error;

    public string? Cause => Execution.IsClosed && Status == StateTestStatus.Failed ? Execution.Cause : Inspection.Cause;

    private StateTestStatus Left => Inspection.CatchIndex is null ? StateTestStatus.Succeeded : StateTestStatus.CaughtError;

    public static StateTest Begin(StateTestSetup setup, Inspection inspection, Engine.Environment environment)
    {
        var activation = new Activation(setup.TestedMachine, Execution.None, environment with { Inspection = inspection });
        activation.Guarded(() => activation.BeginTest(setup));
        return new StateTest(setup, inspection, activation, setup.Variables);
    }

    /// <summary>Goes on with what has become of the task, or with the time that has come.</summary>
    public StateTest Continue(Command command, Engine.Environment environment)
    {
        var activation = new Activation(_setup.TestedMachine, Execution, environment with { Inspection = Inspection });
        activation.Guarded(() => activation.Handle(command));
        return new StateTest(_setup, Inspection, activation, _variables);
    }

    private static JsonValue Assign(JsonValue variables, IReadOnlyList<Event> events)
    {
        foreach (var entry in events)
        {
            if (entry.Detail is not EventDetail.StateExited { AssignedVariables: var assigned })
                continue;
            foreach (var (name, value) in assigned.Members)
                variables = variables.With(name, value);
        }
        return variables;
    }
}

/// <summary>As TestState tells it.</summary>
public enum StateTestStatus
{
    Succeeded,
    Failed,
    Retriable,
    CaughtError,
}
