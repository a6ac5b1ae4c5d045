using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>How a Map Run ends.</summary>
internal sealed partial class MapRunEntity
{
    /// <remarks>Step Functions developer guide, "Setting failure thresholds for Distributed Map states".</remarks>
    private static readonly MapRunEnding ThresholdExceeded =
        MapRunEnding.Failed("States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded");

    private readonly HashSet<long> _stopped = [];

    private void End(MapRunEnding ending, IActivation activation)
    {
        // Nobody waits for one that is abandoned, whatever it was about to say.
        if (ending.IsAbandoned)
            _progress = _progress with { Ending = ending, WantedRedrive = null };
        else if (_progress.Ending is null)
            _progress = _progress with { Ending = ending };
        Advance(activation);
    }

    /// <returns>Whether there is more to do at once.</returns>
    private bool StopChildren(IActivation activation)
    {
        if (_plan!.IsExpress)
        {
            StopExpress(activation);
            return false;
        }
        var stopped = 0;
        foreach (var (number, child) in _running)
        {
            if (!_stopped.Add(number))
                continue;
            if (++stopped > StepsPerActivation)
            {
                _stopped.Remove(number);
                return true;
            }
            activation.Send(new EntityAddress(ExecutionKind.KindName, child.ExecutionArn), ParentGone.Instance);
        }
        return false;
    }

    /// <summary>Express children live in memory: they are gone when they are told to be.</summary>
    private void StopExpress(IActivation activation)
    {
        foreach (var child in _running.Values)
        {
            _progress = _progress.Closed(ExecutionStatus.Aborted, child.ItemCount);
            activation.Upsert(MapRunTables.Children, child with { Status = (long)ExecutionStatus.Aborted });
        }
        _running.Clear();
    }

    private void Finish(IActivation activation)
    {
        var isTooLarge = _progress.ResultBytes > Decider.MaxPayloadBytes;
        if (_progress.Ending is null && isTooLarge)
        {
            var cause = $"The state/task '{_plan!.StateName}' returned a result with a size exceeding the maximum number of bytes service limit.";
            _progress = _progress with { Ending = MapRunEnding.Failed(ErrorNames.DataLimitExceeded, cause) };
        }
        var status = _progress.Ending switch
        {
            null => ExecutionStatus.Succeeded,
            { IsAbandoned: true } => ExecutionStatus.Aborted,
            _ => ExecutionStatus.Failed,
        };
        _progress = _progress.WithoutPending();
        GiveWay(activation);
        _row = _row! with { Status = (long)status, StoppedAtMs = activation.Now.ToUnixTimeMilliseconds() };
        Save(activation);
        if (_plan!.IsExpress)
        {
            var arn = _row.Arn;
            activation.AfterCommit(() => services.Work.StopExpress(arn));
        }
        if (status != ExecutionStatus.Aborted)
            activation.Send(new EntityAddress(ExecutionKind.KindName, _row.ExecutionArn), Closing());
        activation.WakeAt(null);
        activation.DropAfterCommit();
        if (_progress.IsUnwanted)
            RemoveRows(_row, activation);
    }

    private MapRunClosed Closing() => _progress.Ending is { } ending
        ? new MapRunClosed((int)_row!.FrameId, _row.Arn, _progress.RedriveCount, default, ending.Error, ending.Cause)
        : new MapRunClosed(
            (int)_row!.FrameId,
            _row.Arn,
            _progress.RedriveCount,
            _results.ToOutput(_plan!.Writer?.Transformation ?? ResultTransformation.Compact),
            null,
            null);

    /// <summary>The output has arrived, so no redrive will ask for it again: the children's rows have served their purpose.</summary>
    private void Settle(IActivation activation)
    {
        if (_row is null || (ExecutionStatus)_row.Status != ExecutionStatus.Succeeded)
            return;
        _progress = _progress with { Tidied = _progress.Tidied ?? 0 };
        Tidy(activation);
    }

    private void Tidy(IActivation activation)
    {
        if (_progress.Tidied is not { } first)
            return;
        var end = Math.Min(first + StepsPerActivation, _progress.NextChild);
        for (var number = first; number < end; number++)
            activation.DeleteKey(MapRunTables.Children, _row!.Id, number);
        _progress = _progress with { Tidied = end };
        Save(activation);
        var isMore = end < _progress.NextChild;
        activation.WakeAt(isMore ? activation.Now : null);
        if (!isMore)
            activation.DropAfterCommit();
    }
}
