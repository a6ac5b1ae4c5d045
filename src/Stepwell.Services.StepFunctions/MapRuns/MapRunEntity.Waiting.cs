using Stepwell.Partitions;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>A Map Run that waits for its turn where as many run as the account may have, and that makes room when it is over.</summary>
/// <remarks>Step Functions developer guide, "Map Run metrics": those in the backlog wait until others have ended.</remarks>
internal sealed partial class MapRunEntity
{
    private string ScopeText => services.Scopes.Of(_row!.Arn).Text;

    /// <summary>Newcomers do not overtake those that wait.</summary>
    private bool MustWait(IActivation activation) =>
        services.OpenLimit != long.MaxValue && (!HasRoom(activation) || services.Backlog.HoldsBack(ScopeText));

    private bool HasRoom(IActivation activation) => activation.CountOf(services.Scopes.Of(_row!.Arn).OpenMapRuns) < services.OpenLimit;

    private void Wait(IActivation activation)
    {
        _progress = _progress with { IsWaiting = true };
        Save(activation);
        Enqueue(activation);
    }

    /// <summary>There may be room already, which nobody else would tell of.</summary>
    private void Enqueue(IActivation activation)
    {
        var (scope, id, arn) = (ScopeText, _row!.Id, _row.Arn);
        activation.AfterCommit(() => services.Backlog.Add(scope, id, arn));
    }

    private void Open(IActivation activation)
    {
        if (_progress.IsWaiting)
            LeaveBacklog(activation);
        Count(activation);
        Go(activation);
    }

    private void LeaveBacklog(IActivation activation)
    {
        _progress = _progress with { IsWaiting = false };
        var (scope, id) = (ScopeText, _row!.Id);
        activation.AfterCommit(() => services.Backlog.Remove(scope, id));
    }

    private void Count(IActivation activation)
    {
        if (_progress.IsCounted)
            return;
        _progress = _progress with { IsCounted = true };
        activation.Count(services.Scopes.Of(_row!.Arn).OpenMapRuns, 1);
    }

    /// <summary>It is over, whether it ran or waited.</summary>
    private void GiveWay(IActivation activation)
    {
        if (_progress.IsWaiting)
            LeaveBacklog(activation);
        if (!_progress.IsCounted)
            return;
        _progress = _progress with { IsCounted = false };
        activation.Count(services.Scopes.Of(_row!.Arn).OpenMapRuns, -1);
        var scope = ScopeText;
        activation.AfterCommit(() => services.Backlog.CallFirst(scope));
    }
}
