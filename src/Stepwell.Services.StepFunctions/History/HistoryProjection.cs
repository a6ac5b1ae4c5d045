using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Events;
using static Stepwell.States.Events.EventDetail;

namespace Stepwell.Services.StepFunctions.History;

/// <summary>Journal entries as GetExecutionHistory shows them.</summary>
/// <remarks>Step Functions API reference, HistoryEvent.</remarks>
internal static class HistoryProjection
{
    private static readonly HistoryEventExecutionDataDetails Whole = new() { Truncated = false };

    /// <param name="includeData">False leaves inputs and outputs out.</param>
    /// <param name="versionArn">The version that the execution runs; null when neither version nor alias was named.</param>
    /// <param name="aliasArn">The alias that it was started by; null without one.</param>
    public static HistoryEvent Show(in Event entry, bool includeData, string? versionArn, string? aliasArn)
    {
        var shown = new HistoryEvent
        {
            Id = entry.Id,
            PreviousEventId = entry.PreviousId,
            Timestamp = entry.Time,
            Type = EventTypes.NameOf(entry.Detail),
        };
        return entry.Detail is TaskScheduled or TaskStarted or TaskSubmitted or TaskSucceeded or TaskFailed or TaskTimedOut
            ? TaskHistory.Describe(shown, entry.Detail, includeData)
            : Describe(shown, entry.Detail, includeData, versionArn, aliasArn);
    }

    public static string? Text(JsonValue value, bool includeData) => includeData ? value.ToString() : null;

    public static HistoryEventExecutionDataDetails? Details(bool includeData) => includeData ? Whole : null;

    private static HistoryEvent Describe(HistoryEvent shown, EventDetail detail, bool includeData, string? version, string? alias) => detail switch
    {
        ExecutionStarted started => shown with
        {
            ExecutionStartedEventDetails = new()
            {
                Input = Text(started.Input, includeData),
                InputDetails = Details(includeData),
                RoleArn = started.RoleArn,
                StateMachineVersionArn = version,
                StateMachineAliasArn = alias,
            },
        },
        ExecutionRedriven(var count, _) => shown with { ExecutionRedrivenEventDetails = new() { RedriveCount = count } },
        ExecutionSucceeded(var output) => shown with
        {
            ExecutionSucceededEventDetails = new() { Output = Text(output, includeData), OutputDetails = Details(includeData) },
        },
        ExecutionFailed(var error, var cause) => shown with { ExecutionFailedEventDetails = new() { Error = error, Cause = cause } },
        ExecutionAborted(var error, var cause) => shown with { ExecutionAbortedEventDetails = new() { Error = error, Cause = cause } },
        ExecutionTimedOut(var error, var cause) => shown with { ExecutionTimedOutEventDetails = new() { Error = error, Cause = cause } },
        StateEntered(_, var name, var input) => shown with
        {
            StateEnteredEventDetails = new() { Name = name, Input = Text(input, includeData), InputDetails = Details(includeData) },
        },
        StateExited exited => shown with { StateExitedEventDetails = Exit(exited, includeData) },
        EvaluationFailed failed => shown with
        {
            EvaluationFailedEventDetails = new()
            {
                Error = failed.Error,
                Cause = failed.Cause,
                Location = failed.Location,
                State = failed.State,
            },
        },
        MapStarted(var length, _, _, _) => shown with { MapStateStartedEventDetails = new() { Length = length } },
        DistributedMapStarted(var length) => shown with { MapStateStartedEventDetails = new() { Length = length } },
        MapRunStarted(var mapRunArn) => shown with { MapRunStartedEventDetails = new() { MapRunArn = mapRunArn } },
        MapRunRedriven(var mapRunArn, var count) => shown with
        {
            MapRunRedrivenEventDetails = new() { MapRunArn = mapRunArn, RedriveCount = count },
        },
        MapRunFailed(var error, var cause) => shown with { MapRunFailedEventDetails = new() { Error = error, Cause = cause } },
        IterationStarted started => shown with { MapIterationStartedEventDetails = Iteration(started.Index, started.Name) },
        IterationSucceeded(var index, var name) => shown with { MapIterationSucceededEventDetails = Iteration(index, name) },
        IterationFailed(var index, var name) => shown with { MapIterationFailedEventDetails = Iteration(index, name) },
        IterationAborted(var index, var name) => shown with { MapIterationAbortedEventDetails = Iteration(index, name) },
        _ => shown,
    };

    private static StateExitedEventDetails Exit(StateExited exited, bool includeData)
    {
        var showsVariables = includeData && !exited.AssignedVariables.IsMissing;
        return new StateExitedEventDetails
        {
            Name = exited.Name,
            Output = Text(exited.Output, includeData),
            OutputDetails = Details(includeData),
            AssignedVariables = showsVariables ? Variables(exited.AssignedVariables) : null,
            AssignedVariablesDetails = showsVariables ? new() { Truncated = false } : null,
        };
    }

    private static Dictionary<string, string> Variables(JsonValue assigned)
    {
        var variables = new Dictionary<string, string>(assigned.Count);
        foreach (var member in assigned.Members)
            variables[member.Name] = member.Value.ToString();
        return variables;
    }

    private static MapIterationEventDetails Iteration(int index, string name) => new() { Index = index, Name = name };
}
