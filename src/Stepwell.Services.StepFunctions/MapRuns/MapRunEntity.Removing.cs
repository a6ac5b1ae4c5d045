using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Retention;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>The execution that the Map Run worked for is gone. Child executions go by themselves, each when its time is over.</summary>
internal sealed partial class MapRunEntity
{
    /// <summary>One whose children are still being stopped goes when they are.</summary>
    private void Remove(IActivation activation)
    {
        if (_row is null)
            return;
        if (IsOver)
        {
            RemoveRows(_row, activation);
            return;
        }
        _progress = _progress with { IsUnwanted = true };
        Save(activation);
    }

    private void RemoveRows(MapRunRow row, IActivation activation)
    {
        activation.Delete(MapRunTables.MapRuns, row);
        activation.DeleteKey(MapRunTables.Plans, row.Id);
        var first = _progress.Tidied ?? 0;
        if (_progress.NextChild - first > Expiry.RowsAtOnce)
            activation.Send(RemainsKind.AddressOf(row.Id), RemainsLeft.Instance);
        else
            for (var number = first; number < _progress.NextChild; number++)
                activation.DeleteKey(MapRunTables.Children, row.Id, number);
        activation.WakeAt(null);
        activation.DropAfterCommit();
        (_row, _plan) = (null, null);
    }
}
