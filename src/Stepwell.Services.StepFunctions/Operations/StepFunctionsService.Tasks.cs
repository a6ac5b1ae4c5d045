using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Events;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Callbacks, and the long poll of activity workers.</summary>
public sealed partial class StepFunctionsService
{
    /// <remarks>GetActivityTask API reference: the service holds the connection for up to 60 seconds.</remarks>
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(60);

    public override async ValueTask<SendTaskSuccessOutput> SendTaskSuccess(SendTaskSuccessInput input, RequestContext context)
    {
        var task = TaskOf(input.TaskToken);
        var output = Arguments.Output(input.Output);
        await AnswerTask(task, new ExecutionCommand.SucceedTask(task.FrameId, task.TaskId, input.TaskToken, output)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<SendTaskFailureOutput> SendTaskFailure(SendTaskFailureInput input, RequestContext context)
    {
        var task = TaskOf(input.TaskToken);
        var fail = new ExecutionCommand.FailTask(task.FrameId, task.TaskId, input.TaskToken, TaskFailureKind.Failed, input.Error, input.Cause);
        await AnswerTask(task, fail).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<SendTaskHeartbeatOutput> SendTaskHeartbeat(SendTaskHeartbeatInput input, RequestContext context)
    {
        var task = TaskOf(input.TaskToken);
        await AnswerTask(task, new ExecutionCommand.Heartbeat(task.FrameId, task.TaskId, input.TaskToken)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<GetActivityTaskOutput> GetActivityTask(GetActivityTaskInput input, RequestContext context)
    {
        var arn = Arguments.Arn(input.ActivityArn, StatesArn.Activity).Text;
        using (var lease = _store.RentReader())
            _ = lease.Reader.FindActivity(arn) ?? throw NoSuchActivity(arn);
        using var timeout = new CancellationTokenSource(LongPoll, _time);
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.Aborted, _stopping.Token);
        while (await _activities.Take(arn, aborted.Token).ConfigureAwait(false) is not ActivityPoll.Ended and var poll)
        {
            // The text of the API reference and of the service's quotas.
            if (poll is not ActivityPoll.Taken(var task))
                throw new ActivityWorkerLimitExceededException("The maximum number of workers concurrently polling for activity tasks has been reached.");
            var take = new ExecutionCommand.TakeTask((int)task.FrameId, task.TaskId, input.WorkerName);
            // A task that has ended meanwhile is not worth an answer; the worker gets the next one.
            if (await AskExecution(task.ExecutionArn, take).ConfigureAwait(false) is ExecutionReply.TaskTaken(var token, var taskInput))
                return new() { TaskToken = token, Input = taskInput.ToString() };
        }
        return new();
    }

    private static TaskReference TaskOf(string token) => TaskTokens.TryParse(token, out var task)
        ? task!
        : throw new InvalidTokenException("Invalid Token: 'Invalid token'");

    private async ValueTask AnswerTask(TaskReference task, ExecutionCommand command)
    {
        if (await AskExecution(task.ExecutionArn, command).ConfigureAwait(false) is ExecutionReply.NoSuchTask)
            throw new TaskTimedOutException("Task Timed Out: 'Provided task does not exist anymore'");
    }

    private static ActivityDoesNotExistException NoSuchActivity(string arn) => new($"Activity Does Not Exist: '{arn}'");
}
