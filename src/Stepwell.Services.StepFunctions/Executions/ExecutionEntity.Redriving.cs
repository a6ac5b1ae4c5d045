using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>An execution that did not succeed goes on.</summary>
internal sealed partial class ExecutionEntity
{
    private RedriveRow? _redrive;

    private ExecutionReply Redrive(ExecutionCommand.Redrive redrive, IActivation activation)
    {
        if (_row is null)
            return ExecutionReply.Unknown;
        if (_execution.RedriveCount > 0)
            _redrive ??= activation.Reader.Find(Tables.Redrives, _row.Id);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(activation.Now.ToUnixTimeMilliseconds());
        if (redrive.ClientToken is not null
            && _redrive?.ClientToken == redrive.ClientToken
            && now - _execution.RedrivenAt < Redrives.TokenLifetime)
            return new ExecutionReply.Redriven(_execution.RedrivenAt!.Value);
        if (ChildOrigin.Parse(_row.StartedBy) is not null)
            return new ExecutionReply.NotRedrivable("Execution is a child of a Map Run and is redriven with it");
        if (Obstacle(activation) is { } obstacle)
            return new ExecutionReply.NotRedrivable(obstacle);
        if (IsOpenLimitReached(activation))
            return ExecutionReply.TooManyOpen;
        GoOn(redrive.ClientToken, activation);
        return new ExecutionReply.Redriven(now);
    }

    /// <summary>As a child of a Map Run, which hears at once if this is not possible.</summary>
    private void RedriveChild(ChildRedrive redrive, IActivation activation)
    {
        // Of one whose retention is over, nothing is left to go on with.
        if (_row is null)
            activation.Send(
                new EntityAddress(MapRunKind.KindName, redrive.MapRunArn!),
                new MapRunCommand.ChildClosed(redrive.Number, ExecutionStatus.Failed, Result: default, IsFinal: true));
        else if (Obstacle(activation) is null)
            GoOn(clientToken: null, activation);
        else if (_execution.IsClosed)
            TellMapRun(ChildOrigin.Parse(_row!.StartedBy)!, activation);
    }

    private void GoOn(string? clientToken, IActivation activation)
    {
        _redrive = new RedriveRow(_row!.Id, _execution.RedriveCount + 1, activation.Now.ToUnixTimeMilliseconds(), clientToken);
        activation.Upsert(Tables.Redrives, _redrive);
        Advance(new Command.Redrive(), activation);
    }

    /// <returns>Why it cannot be redriven now; null when it can.</returns>
    private string? Obstacle(IActivation activation) =>
        Redrives.Obstacle(_row!, _execution.RedriveCount, _execution.LastEventId, activation.Now);
}
