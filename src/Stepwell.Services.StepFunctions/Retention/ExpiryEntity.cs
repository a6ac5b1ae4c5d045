using System.Collections.Immutable;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Retention;

/// <summary>
/// Goes through the closed executions of its partition, those that stopped first before others, and tells the expired ones to go, a slice at
/// each wake-up. What it costs depends on how many expire, not on how many there are.
/// </summary>
internal sealed class ExpiryEntity(TimeSpan retention, int partition) : IEntity
{
    /// <summary>The last row of the slices so far: what they removed may not be durable yet, and must not be read again.</summary>
    private ImmutableArray<ColumnValue> _after = [];

    public void Handle(object command, IActivation activation) =>
        activation.WakeAt(command is Wake ? RemoveSlice(activation) : activation.Now + Expiry.FirstLook);

    /// <returns>When to go on.</returns>
    private DateTimeOffset RemoveSlice(IActivation activation)
    {
        var expiredBeforeMs = Expiry.FirstKeptMs(activation.Now, retention);
        var range = new RowRange { Index = Tables.ExecutionsByEnd, After = _after, Limit = Expiry.RowsPerSlice };
        var (seen, removed) = (0, 0);
        foreach (var row in activation.Reader.Range(Tables.Executions, range))
        {
            var stoppedAtMs = row.StoppedAtMs!.Value;
            if (stoppedAtMs >= expiredBeforeMs)
            {
                _after = [];
                return Expiry.NextLook(activation.Now, stoppedAtMs, retention);
            }
            _after = [stoppedAtMs, row.Id];
            seen++;
            if (new EntityId(row.Id).Partition != partition)
                continue;
            activation.Send(new EntityAddress(ExecutionKind.KindName, row.Arn), new ExecutionExpired(expiredBeforeMs));
            if (++removed == Expiry.ExecutionsPerSlice)
                break;
        }
        if (seen == Expiry.RowsPerSlice || removed == Expiry.ExecutionsPerSlice)
            return activation.Now + Expiry.SlicePause;
        _after = [];
        return activation.Now + Expiry.LongestPause;
    }
}
