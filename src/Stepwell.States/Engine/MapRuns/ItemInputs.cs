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

    /// <param name="random">For expressions that ask for something random, as is <paramref name="newGuid"/>.</param>
    public ItemInput Of(int index, JsonValue item, Random random, Func<Guid> newGuid)
    {
        if (_state.ItemSelector is null)
            return new ItemInput(item, null, null);
        var flow = Flow.Of(_state, _plan.Frame, _execution, new ExpressionServices(random, newGuid), token: "");
        if (!flow.ItemInput(_state, _plan.Input, index, item).Failed(out var input, out var failure))
            return new ItemInput(input, null, null);
        failure = failure.At(_plan.Frame);
        return new ItemInput(default, failure.Error, failure.Cause);
    }
}
