using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>How often a Map Run is redriven, and how far that is.</summary>
internal sealed partial record MapRunProgress
{
    /// <summary>The redrive that begins once no child of the last attempt runs any more; null when none is asked for.</summary>
    public int? WantedRedrive { get; init; }

    /// <summary>Null when no child waits to be started again.</summary>
    public PendingRedrive? PendingRedrive { get; init; }

    /// <summary>Items of children that did not succeed and cannot be redriven.</summary>
    public long FinalItems { get; init; }

    /// <summary>Children that did not succeed and cannot be redriven.</summary>
    public long FinalChildren { get; init; }

    /// <summary>The redrive that is wanted begins. What did not succeed is pending, so that failures are counted anew.</summary>
    public MapRunProgress Redriven(DateTimeOffset now) => this with
    {
        Ending = null,
        RedriveCount = WantedRedrive!.Value,
        RedrivenAtMs = now.ToUnixTimeMilliseconds(),
        WantedRedrive = null,
        PendingRedrive = Children.Unsuccessful > 0 ? new PendingRedrive(0, Items.OnlyFailures(), Children.OnlyFailures()) : null,
        Items = Items.WithoutFailures(),
        Children = Children.WithoutFailures(),
        FinalItems = 0,
        FinalChildren = 0,
    };

    /// <summary>A pending child that ended with that status runs again.</summary>
    public MapRunProgress Restarted(ExecutionStatus status, long itemCount) => this with
    {
        PendingRedrive = PendingRedrive!.Without(status, itemCount),
        Items = Items.Add(ExecutionStatus.Running, itemCount),
        Children = Children.Add(ExecutionStatus.Running, 1),
    };

    /// <summary>The Map Run ends: what was still pending is again what it was before.</summary>
    public MapRunProgress WithoutPending() => PendingRedrive is null
        ? this
        : this with { PendingRedrive = null, Items = Items.Add(PendingRedrive.Items), Children = Children.Add(PendingRedrive.Children) };
}
