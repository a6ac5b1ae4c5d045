using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Retention;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>The retention of a closed execution is over.</summary>
internal sealed partial class ExecutionEntity
{
    /// <summary>It is gone at once, and its name is free. A new one of the name has another id, so a long journal can be removed at leisure.</summary>
    private void Expire(ExecutionExpired expired, IActivation activation)
    {
        if (_row?.StoppedAtMs is not { } stoppedAtMs || stoppedAtMs >= expired.BeforeMs)
            return;
        var id = _row.Id;
        activation.Delete(Tables.Executions, _row);
        if (_execution.RedriveCount > 0)
            activation.DeleteKey(Tables.Redrives, id);
        RemoveJournal(id, activation);
        foreach (var mapRun in activation.Reader.Range(MapRunTables.MapRuns, new RowRange { Index = MapRunTables.ByExecution, Prefix = [id] }))
            activation.Send(new EntityAddress(MapRunKind.KindName, mapRun.Arn), new MapRunCommand.Remove());
        activation.WakeAt(null);
        activation.DropAfterCommit();
        (_row, _execution, _lastSequence, _redrive) = (null, Execution.None, 0, null);
    }

    private void RemoveJournal(long id, IActivation activation)
    {
        if (_lastSequence > Expiry.RowsAtOnce)
        {
            activation.Send(RemainsKind.AddressOf(id), RemainsLeft.Instance);
            return;
        }
        for (var sequence = 1L; sequence <= _lastSequence; sequence++)
            activation.DeleteKey(Tables.Journal, id, sequence);
    }
}
