using Stepwell.Json;

namespace Stepwell.States.Engine.MapRuns;

/// <summary>
/// All that a Map Run needs to know of the Map state that starts it: plain data, evaluated once when the state is entered.
/// </summary>
/// <param name="Label">The Label of the state, or one made up for it.</param>
/// <param name="StateName">Where the item processor and the item selector are in the definition.</param>
/// <param name="Parent">The execution as the item selector sees it.</param>
/// <param name="Frame">The Map state as the item selector sees it.</param>
/// <param name="Input">The effective input of the state.</param>
/// <param name="Items">The array to iterate over; missing when <paramref name="Reader"/> finds the items.</param>
/// <param name="MaxConcurrency">0: no limit but that of the service.</param>
public sealed record MapRunPlan(
    string MapRunArn,
    string Label,
    string StateName,
    bool IsExpress,
    ExecutionIdentity Parent,
    Frame Frame,
    JsonValue Input,
    JsonValue Items,
    ItemSource? Reader,
    ItemBatches? Batches,
    ResultDestination? Writer,
    long MaxConcurrency,
    FailureTolerance Tolerance)
{
    /// <summary>What the children are told of the trace that they belong to; null: nothing.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Children run the item processor as a state machine of this name: that of the outermost machine, and the label.</summary>
    public string ChildMachineName => $"{Parent.StateMachineName.Split('/')[0]}/{Label}";

    public string ChildMachineArn => $"arn:aws:states:{Parent.Region}:{Parent.AccountId}:stateMachine:{ChildMachineName}";

    /// <param name="name">Of a new child.</param>
    public string ChildArn(Guid name) => IsExpress
        ? $"arn:aws:states:{Parent.Region}:{Parent.AccountId}:express:{ChildMachineName}:{name}:{name}"
        : $"arn:aws:states:{Parent.Region}:{Parent.AccountId}:execution:{ChildMachineName}:{name}";
}

/// <summary>An ItemReader with its expressions evaluated.</summary>
/// <param name="Resource">For example <c>arn:aws:states:::s3:getObject</c>.</param>
/// <param name="Config">ReaderConfig as written.</param>
/// <param name="MaxItems">Null: all of them.</param>
public sealed record ItemSource(string Resource, JsonValue Arguments, JsonValue Config, long? MaxItems);

/// <summary>An ItemBatcher with its expressions evaluated; at least one of the limits is there.</summary>
/// <param name="BatchInput">Missing when there is none.</param>
public sealed record ItemBatches(long? MaxItems, long? MaxBytes, JsonValue BatchInput);

/// <summary>A ResultWriter with its expressions evaluated.</summary>
/// <param name="Resource">Null: the results go into the output of the state.</param>
public sealed record ResultDestination(string? Resource, JsonValue Arguments, ResultTransformation Transformation);

public enum ResultTransformation
{
    /// <summary>Each result with what is known of its child execution.</summary>
    None,

    /// <summary>The outputs of the child executions.</summary>
    Compact,

    /// <summary>As <see cref="Compact"/>, the items of outputs that are arrays in their place.</summary>
    Flatten,
}

/// <summary>How many items may fail before the Map Run does. Either limit, when there is one, may not be exceeded.</summary>
/// <param name="Percentage">Of all items; 0 to 100.</param>
public sealed record FailureTolerance(long? Count, double? Percentage)
{
    /// <summary>Without limits one failure is too many.</summary>
    /// <param name="total">All items; null as long as nobody knows how many there are.</param>
    /// <remarks>Step Functions developer guide, "Setting failure thresholds for Distributed Map states".</remarks>
    public bool IsExceededBy(long failed, long? total)
    {
        if (failed == 0)
            return false;
        if (Count is null && Percentage is null)
            return true;
        return failed > Count || (total is { } all && failed * 100.0 / all > Percentage);
    }
}
