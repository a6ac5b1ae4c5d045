using Stepwell.Expressions;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Engine.MapRuns;

/// <summary>What an item selector makes of an item, or the error with which that fails the Map Run.</summary>
public readonly record struct ItemInput(JsonValue Value, string? Error, string? Cause);

/// <summary>The input of child executions, item by item. For one thread.</summary>
public sealed class ItemInputs
{
    private readonly MapRunPlan _plan;
    private readonly MapState _state;
    private readonly Execution _execution;

    public ItemInputs(StateMachine machine, MapRunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _state = ChildMachines.Find(machine, plan.StateName);
        _execution = Execution.None with { Identity = plan.Parent, Status = ExecutionStatus.Running, Root = plan.Frame };
    }

    /// <param name="environment">For expressions that ask for the time or something random.</param>
    public ItemInput Of(int index, JsonValue item, Environment environment)
    {
        if (_state.ItemSelector is null)
            return new ItemInput(item, null, null);
        ArgumentNullException.ThrowIfNull(environment);
        var flow = Flow.Of(
            _state,
            _plan.Frame,
            _execution,
            new ExpressionServices(environment.Random, environment.NewGuid),
            new JsonataServices(new DecisionTime(environment), environment.Random, environment.NewGuid),
            token: "");
        if (!flow.ItemInput(_state, _plan.Input, index, item).Failed(out var input, out var failure))
            return new ItemInput(input, null, null);
        failure = failure.At(_plan.Frame);
        return new ItemInput(default, failure.Error, failure.Cause);
    }
}
