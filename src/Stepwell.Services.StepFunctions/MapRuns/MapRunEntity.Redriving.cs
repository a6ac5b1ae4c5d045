using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>A Map Run that did not succeed goes on: what failed or was stopped runs again, then what had not been started.</summary>
/// <remarks>Step Functions developer guide, "Redriving Map Runs".</remarks>
internal sealed partial class MapRunEntity
{
    /// <summary>The execution waits again. Children of the last attempt may still be on their way to their end.</summary>
    private void Redrive(int redriveCount, IActivation activation)
    {
        if (_row is null)
            throw new InvalidOperationException($"The Map Run {activation.Self.Key} is to be redriven and has never been started.");
        _progress = _progress with { WantedRedrive = redriveCount };
        // It does not wait once more: what it has done already counts for those that its execution has to wait for.
        Count(activation);
        _row = _row with { Status = (long)ExecutionStatus.Running, StoppedAtMs = null };
        Advance(activation);
    }

    /// <summary>Children are found by their rows, and those of the last activations may not be there to be read yet.</summary>
    private void AwaitReopening(IActivation activation)
    {
        Save(activation);
        var arn = _row!.Arn;
        if (_plan!.IsExpress)
            activation.AfterCommit(() => services.Work.StopExpress(arn));
        activation.AfterCommit(() => services.Work.Reopen(arn));
    }

    private void Reopen(IActivation activation)
    {
        if (_progress.WantedRedrive is null || _running.Count > 0)
            return;
        _progress = _progress.WithoutPending().Redriven(activation.Now);
        _stopped.Clear();
        ForgetItems();
        Load(activation.Reader.Range(MapRunTables.Children, new RowRange { Prefix = [_row!.Id] }));
        Go(activation);
    }

    /// <returns>Whether there is more to do at once.</returns>
    private bool RunChildren(IActivation activation)
    {
        if (_progress.PendingRedrive is not null && RedriveChildren(activation))
            return true;
        return _progress.PendingRedrive is null && StartChildren(activation);
    }

    /// <summary>Goes through all children, since nobody keeps a list of those that did not succeed.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    private bool RedriveChildren(IActivation activation)
    {
        var rest = new RowRange { Prefix = [_row!.Id], After = [_progress.PendingRedrive!.Next - 1], Limit = StepsPerActivation };
        var count = 0;
        foreach (var child in activation.Reader.Range(MapRunTables.Children, rest))
        {
            if (_running.Count >= Limit || _progress.PendingRedrive.IsEmpty)
                break;
            count++;
            if (_progress.PendingRedrive.Has(child.Number, (ExecutionStatus)child.Status))
                RedriveChild(child, activation);
            _progress = _progress with { PendingRedrive = _progress.PendingRedrive with { Next = child.Number + 1 } };
        }
        if (!_progress.PendingRedrive.IsEmpty)
            return count == StepsPerActivation;
        _progress = _progress.WithoutPending();
        return false;
    }

    private void RedriveChild(MapChildRow child, IActivation activation)
    {
        _progress = _progress.Restarted((ExecutionStatus)child.Status, child.ItemCount);
        child = child with { Status = (long)ExecutionStatus.Running };
        activation.Upsert(MapRunTables.Children, child);
        _running.Add(child.Number, child);
        if (_plan!.IsExpress)
            RunExpress(child, JsonValue.Parse(child.Value, Deep), isNew: true, activation);
        else
            activation.Send(new EntityAddress(ExecutionKind.KindName, child.ExecutionArn), new ChildRedrive(_row!.Arn, child.Number));
    }

    /// <param name="isNew">Whether it starts; else it was under way when a life of the partition ended, and counts already.</param>
    private void RunExpress(MapChildRow child, JsonValue input, bool isNew, IActivation activation)
    {
        var (plan, revisionId, redriveCount) = (_plan!, _row!.RevisionId, _progress.RedriveCount);
        activation.AfterCommit(() =>
        {
            if (isNew)
                services.Metrics.Started(plan.ChildMachineArn);
            services.Work.RunExpress(plan, revisionId, child.ExecutionArn, child.Number, redriveCount, input);
        });
    }
}
