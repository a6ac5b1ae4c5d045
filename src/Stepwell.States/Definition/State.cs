using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.States.Definition;

/// <summary>One state of a machine. The eight sealed cases below are all there are; a switch over them is exhaustive.</summary>
public abstract record State(string Name, string? Comment, DataFlow Flow);

public sealed record PassState(string Name, string? Comment, DataFlow Flow, JsonValue Result, Transition Transition) : State(Name, Comment, Flow);

public sealed record TaskState(
    string Name,
    string? Comment,
    DataFlow Flow,
    TaskResource Resource,
    SecondsField? Timeout,
    SecondsField? Heartbeat,
    TemplateField? Credentials,
    ErrorHandling Errors,
    Transition Transition) : State(Name, Comment, Flow);

/// <param name="Default">Name of the state to go to when no rule matches; null: <c>States.NoChoiceMatched</c>.</param>
public sealed record ChoiceState(string Name, string? Comment, DataFlow Flow, ImmutableArray<ChoiceRule> Choices, string? Default)
    : State(Name, Comment, Flow);

public sealed record WaitState(string Name, string? Comment, DataFlow Flow, WaitDuration Duration, Transition Transition)
    : State(Name, Comment, Flow);

public sealed record SucceedState(string Name, string? Comment, DataFlow Flow) : State(Name, Comment, Flow);

public sealed record FailState(string Name, string? Comment, DataFlow Flow, TextField? Error, TextField? Cause) : State(Name, Comment, Flow);

public sealed record ParallelState(
    string Name, string? Comment, DataFlow Flow, ImmutableArray<StateGraph> Branches, ErrorHandling Errors, Transition Transition)
    : State(Name, Comment, Flow);

/// <param name="Items">Null: the effective input itself.</param>
/// <param name="ItemSelector">The input of each iteration, from <c>ItemSelector</c> or the older <c>Parameters</c>; null: the item.</param>
/// <param name="MaxConcurrency">Null or 0: no limit.</param>
/// <param name="Distributed">Null: inline mode.</param>
public sealed record MapState(
    string Name,
    string? Comment,
    DataFlow Flow,
    StateGraph ItemProcessor,
    ItemsField? Items,
    TemplateField? ItemSelector,
    IntegerField? MaxConcurrency,
    IntegerField? ToleratedFailureCount,
    NumberField? ToleratedFailurePercentage,
    DistributedMap? Distributed,
    ErrorHandling Errors,
    Transition Transition) : State(Name, Comment, Flow);
