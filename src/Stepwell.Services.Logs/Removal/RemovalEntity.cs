using Stepwell.Partitions;
using Stepwell.Services.Logs.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Removal;

/// <summary>Removes the events of a deleted stream, or the events and streams of a deleted group, a slice at each wake-up.</summary>
internal sealed class RemovalEntity(long id, bool isOfGroup) : IEntity
{
    private const int RowsPerSlice = 1_000;
    private static readonly TimeSpan SlicePause = TimeSpan.FromMilliseconds(200);

    /// <summary>After this, requests that found the group or stream before it was deleted have had their effect.</summary>
    private static readonly TimeSpan Settlement = TimeSpan.FromMinutes(1);

    private bool _isLastLook;

    public void Handle(object command, IActivation activation)
    {
        if (command is RemovalBegins)
        {
            activation.WakeAt(activation.Now);
            return;
        }
        if (RemoveEvents(activation) + (isOfGroup ? RemoveStreams(activation) : 0) > 0)
        {
            _isLastLook = false;
            activation.WakeAt(activation.Now + SlicePause);
        }
        else if (!_isLastLook)
        {
            _isLastLook = true;
            activation.WakeAt(activation.Now + Settlement);
        }
        else
        {
            activation.WakeAt(null);
            activation.DropAfterCommit();
        }
    }

    private int RemoveEvents(IActivation activation)
    {
        var removed = 0;
        var range = new RowRange { Index = isOfGroup ? Tables.EventsByGroup : null, Prefix = [id], Limit = RowsPerSlice };
        foreach (var entry in activation.Reader.Range(Tables.Events, range))
        {
            activation.Delete(Tables.Events, entry);
            removed++;
        }
        return removed;
    }

    private int RemoveStreams(IActivation activation)
    {
        var removed = 0;
        foreach (var stream in activation.Reader.Range(Tables.Streams, new RowRange { Index = Tables.StreamsByName, Prefix = [id], Limit = RowsPerSlice }))
        {
            activation.Delete(Tables.Streams, stream);
            removed++;
        }
        return removed;
    }
}
