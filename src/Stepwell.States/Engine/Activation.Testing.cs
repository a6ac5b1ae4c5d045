using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine.MapRuns;
using Stepwell.States.Events;
using Stepwell.States.Testing;

namespace Stepwell.States.Engine;

/// <summary>One state alone, for TestState: entered, answered by a mock where there is one, and not followed by the next.</summary>
internal sealed partial class Activation
{
    /// <summary>Of the states around the one under test, how many have seen its failure.</summary>
    private int _escalations;

    /// <summary>Where the execution would go on.</summary>
    public string? NextState => !_execution.IsClosed && _ready.TryPeek(out var ready) ? ready.StateName : null;

    /// <summary>Data that nests deeper than JSON may ends the execution, not the process.</summary>
    public void Guarded(Action decide)
    {
        try
        {
            decide();
        }
        catch (JsonDepthException tooDeep)
        {
            FailTooDeep(tooDeep.Message);
        }
    }

    public void BeginTest(StateTestSetup setup)
    {
        Start(setup.Start);
        _ready.Clear();
        Emit(_execution.Root!, new EventDetail.StateEntered(TypeOf(setup.State), setup.State.Name, _execution.Root!.Value));
        _execution = _execution.With(_execution.Root! with { Variables = setup.Variables });
        Continue(_execution.Root!, ExecuteTested(_execution.Root!, setup));
    }

    private string? ExecuteTested(Frame frame, StateTestSetup setup) => (setup.State, setup.Mock) switch
    {
        (ParallelState parallel, { } mock) => EndMocked(frame, parallel, parallel.Transition, mock),
        (MapState map, { } mock) => ExecuteMocked(frame, map, setup.Map, mock),
        (TaskState task, { } mock) => ExecuteMocked(frame, task, mock),
        var (state, _) => Execute(frame, state),
    };

    private string? ExecuteMocked(Frame frame, TaskState state, StateMock mock)
    {
        var next = ExecuteTask(frame, state);
        if (_execution.Root?.Pending is not Pending.Task)
            return next;
        Handle(mock switch
        {
            StateMock.Result(var value) => new Command.SucceedTask(frame.Id, value),
            StateMock.ErrorOutput(var error, var cause, _) => new Command.FailTask(frame.Id, TaskFailureKind.Failed, error, cause),
            _ => throw new InvalidOperationException($"No rule mocks with {mock.GetType().Name}."),
        });
        return null;
    }

    /// <summary>The mock says what became of the iterations; what is computed before them is computed, and their failures are counted.</summary>
    private string? ExecuteMocked(Frame frame, MapState state, MapTestSetup setup, StateMock mock)
    {
        var flow = FlowOf(frame, state);
        if (flow.Input().Failed(out var input, out var failure)
            || TestedItems(flow, state, setup, input).Failed(out var items, out failure)
            || TestedInputs(flow, state, input, items).Failed(out var inputs, out failure)
            || flow.Batches(state.Distributed?.Batcher).Failed(out var batches, out failure)
            || flow.Integer(state.MaxConcurrency, "MaxConcurrency").Failed(out var maxConcurrency, out failure)
            || flow.Tolerance(state).Failed(out var tolerance, out failure))
            return Fail(frame, state, failure);
        if (batches is not null)
            environment.Inspection!.Note(InspectionStage.AfterItemBatcher, TestedBatches.Of(inputs, batches));
        var inspection = environment.Inspection!;
        inspection.NoteMap(items.Count, maxConcurrency ?? 0, tolerance);
        return mock is StateMock.Result && IsExceeded(tolerance, inspection.FailedIterations, items.Count)
            ? Fail(frame, state, Failure.TooMany)
            : EndMocked(frame, state, state.Transition, mock);
    }

    /// <summary>A test without limits lets every iteration fail, unlike an execution. Recorded from AWS.</summary>
    private static bool IsExceeded(FailureTolerance tolerance, long failed, long total) =>
        tolerance is not { Count: null, Percentage: null } && tolerance.IsExceededBy(failed, total);

    private Outcome<JsonValue> TestedItems(Flow flow, MapState state, MapTestSetup setup, JsonValue input)
    {
        if (flow.Reader(state.Distributed?.Reader).Failed(out var reader, out var failure))
            return failure;
        if (reader is null)
            return flow.Items(state, input);
        if (setup.HasItemsPointer)
            environment.Inspection!.Note(InspectionStage.AfterItemsPointer, setup.ReaderItems);
        return reader.MaxItems is { } most and > 0 && most < setup.ReaderItems.Count
            ? JsonValue.Array(setup.ReaderItems.Items.Take((int)most).ToArray().AsSpan())
            : setup.ReaderItems;
    }

    private Outcome<JsonValue> TestedInputs(Flow flow, MapState state, JsonValue input, JsonValue items)
    {
        if (state.ItemSelector is null)
            return items;
        var selected = new JsonArrayBuilder();
        for (var index = 0; index < items.Count; index++)
        {
            if (flow.ItemInput(state, input, index, items[index]).Failed(out var item, out var failure))
                return failure;
            selected.Add(item);
        }
        var inputs = selected.Build();
        environment.Inspection!.Note(InspectionStage.AfterItemSelector, inputs);
        return inputs;
    }

    private string? EndMocked(Frame frame, State state, Transition transition, StateMock mock) => mock switch
    {
        StateMock.Result(var value) => Complete(frame, state, FlowOf(frame, state), value, transition),
        StateMock.ErrorOutput(var error, var cause, var isOfTask) => Fail(frame, state, new Failure(error, cause) { IsOfTask = isOfTask }),
        _ => throw new InvalidOperationException($"No rule mocks with {mock.GetType().Name}."),
    };

    /// <summary>
    /// The states around the one under test retry and catch what it does not handle, as they would in an execution. Where none of them
    /// does, the failure stays what it is.
    /// </summary>
    /// <remarks>Step Functions developer guide, "Testing state machines with TestState API", "Error propagation in Map and Parallel states".</remarks>
    private bool TryHandleAround(Frame frame, Failure failure, out string? next)
    {
        next = null;
        if (failure.IsTerminal)
            return false;
        while (_escalations < environment.Inspection?.Around.Count)
        {
            var around = environment.Inspection.Around[_escalations++];
            if (around is MapState { Distributed: not null } map)
            {
                if (IsTolerated(map, environment.Inspection.FailedIterations + 1))
                    return false;
                failure = Failure.TooMany;
            }
            if (TryRetry(frame, ErrorsOf(around), failure) || TryCatch(frame, around, failure, out next))
                return true;
        }
        return false;
    }

    /// <summary>Limits that depend on the input of the Map are not known, as that input is not.</summary>
    private static bool IsTolerated(MapState map, long failed)
    {
        var count = map.ToleratedFailureCount is IntegerField.Literal(var value) ? value : (long?)null;
        var percentage = map.ToleratedFailurePercentage is NumberField.Literal(var share) ? share : (double?)null;
        // Not all of the items have failed, or there would be none to test.
        return !new FailureTolerance(count, percentage).IsExceededBy(failed, failed + 1);
    }
}
