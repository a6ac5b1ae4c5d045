using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Retention;

/// <summary>Removes the journal of an execution, or the children's rows of a Map Run, a slice at each wake-up.</summary>
internal sealed class RemainsEntity(long id) : IEntity
{
    private const int RowsPerSlice = 1_000;
    private const long BytesPerSlice = 4 * 1024 * 1024;
    private static readonly TimeSpan SlicePause = TimeSpan.FromMilliseconds(200);

    public void Handle(object command, IActivation activation)
    {
        if (command is RemainsLeft)
        {
            activation.WakeAt(activation.Now);
            return;
        }
        var isMore = Remove(Tables.Journal, record => record.Events.Length, activation);
        isMore |= Remove(MapRunTables.Children, child => child.Value.Length, activation);
        activation.WakeAt(isMore ? activation.Now + SlicePause : null);
        if (!isMore)
            activation.DropAfterCommit();
    }

    /// <returns>Whether there was anything: what has been removed is durable only later, so the last look finds nothing.</returns>
    private bool Remove<TRow>(Table<TRow> table, Func<TRow, int> size, IActivation activation) where TRow : class
    {
        var bytes = 0L;
        foreach (var row in activation.Reader.Range(table, new RowRange { Prefix = [id], Limit = RowsPerSlice }))
        {
            activation.Delete(table, row);
            bytes += 1 + size(row);
            if (bytes >= BytesPerSlice)
                break;
        }
        return bytes > 0;
    }
}
