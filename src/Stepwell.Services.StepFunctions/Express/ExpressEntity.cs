using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>
/// The promise to run an asynchronous Express execution: a row from the start that was acknowledged to the end. What happens in between
/// is in memory only.
/// </summary>
internal sealed class ExpressEntity(IExpressLauncher launcher, ExpressMetrics metrics, ExpressRow? row) : IEntity
{
    private ExpressRow? _row = row;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case ExpressCommand.Start start:
                Start(start, activation);
                break;
            case ExpressCommand.Forget:
                if (_row is not null)
                    activation.DeleteKey(Tables.ExpressExecutions, _row.Arn);
                _row = null;
                activation.Reply(new ExpressReply(activation.Now));
                break;
            default:
                throw new InvalidOperationException($"An Express execution does not know {command.GetType().Name}.");
        }
        activation.DropAfterCommit();
    }

    /// <summary>A task that is delivered again meets the execution that it started before.</summary>
    private void Start(ExpressCommand.Start start, IActivation activation)
    {
        if (_row is null)
        {
            _row = new ExpressRow(
                activation.Self.Key!,
                activation.NewId().Value,
                start.StateMachineArn,
                start.RevisionId,
                activation.Now.ToUnixTimeMilliseconds(),
                start.Input,
                start.TraceHeader);
            activation.Insert(Tables.ExpressExecutions, _row);
            activation.AfterCommit(Launch, _row);
        }
        activation.Reply(new ExpressReply(DateTimeOffset.FromUnixTimeMilliseconds(_row.StartedAtMs)));
    }

    private void Launch(object accepted)
    {
        var row = (ExpressRow)accepted;
        metrics.Started(row.StateMachineArn);
        launcher.Launch(row);
    }
}
