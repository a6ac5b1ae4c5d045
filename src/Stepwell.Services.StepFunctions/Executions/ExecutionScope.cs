using System.Collections.Immutable;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>Whose executions are listed.</summary>
/// <param name="Index">Goes on with status and id after <paramref name="Prefix"/>.</param>
/// <param name="Pending">Of a Map Run, the children that wait to be redriven; null when there are none.</param>
internal sealed record ExecutionScope(TableIndex Index, ImmutableArray<ColumnValue> Prefix, PendingRedrive? Pending = null)
{
    /// <summary>The executions of a state machine, or those that were started by a version or an alias of it.</summary>
    public static ExecutionScope Of(long stateMachineId, MachineReference reference) => reference switch
    {
        { Version: { } version } => new(Tables.ExecutionsByVersion, [stateMachineId, version]),
        { Alias: { } alias } => new(Tables.ExecutionsByAlias, [stateMachineId, alias]),
        _ => new(Tables.ExecutionsByStatus, [stateMachineId]),
    };

    /// <summary>The children of a Map Run, which stands where other executions have their state machine.</summary>
    public static ExecutionScope Of(MapRunRow mapRun) =>
        new(Tables.ExecutionsByStatus, [mapRun.Id], MapRunProgress.Parse(mapRun.Progress).PendingRedrive);

    /// <summary>Of an execution of this scope, as the API says it.</summary>
    public string StatusOf(ExecutionRow row) => Pending?.Has(ChildOrigin.Parse(row.StartedBy)!.Number, (ExecutionStatus)row.Status) is true
        ? Descriptions.PendingRedrive
        : Descriptions.StatusText((ExecutionStatus)row.Status);
}
