using System.Collections.Concurrent;
using Stepwell.Integrations;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>
/// Carries out the tasks that need no outside worker, and queues the others for theirs. A task that is lost here, because the server ends or a
/// partition starts anew, is handed out again from its row.
/// </summary>
/// <param name="stopping">Ends what is being carried out; the rows bring it back at the next start.</param>
internal sealed class TaskDispatcher(
    ActivityQueues activities, TaskCarrier carrier, IPartitionScheduler scheduler, TimeProvider time, CancellationToken stopping) : ITaskDispatcher
{
    private readonly ConcurrentDictionary<(long ExecutionId, long TaskId), CancellationTokenSource> _running = new();
    private PartitionRuntime? _partitions;

    /// <summary>Gets the execution and the exception when an integration throws, which none should. Called from any thread.</summary>
    public Action<string, Exception>? Faulted { get; set; }

    /// <summary>The runtime knows its kinds before they can know it.</summary>
    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    public void Dispatch(TaskRow task, ExecutionReply.TaskDescribed? description)
    {
        if (task.Queue.Length > 0)
        {
            activities.Add(task);
            return;
        }

        // From here on it can be abandoned. A second delivery while the first is under way adds nothing.
        var aborted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (_running.TryAdd((task.ExecutionId, task.TaskId), aborted))
            scheduler.Schedule(new Delivery(this, task, description, aborted));
        else
            aborted.Dispose();
    }

    public void Abandon(TaskRow task)
    {
        if (task.Queue.Length > 0)
            activities.Remove(task);
        else if (_running.TryGetValue((task.ExecutionId, task.TaskId), out var running))
            Cancel(running);
    }

    public void ForgetActivityTasks() => activities.Forget();

    private async Task CarryOut(TaskRow task, ExecutionReply.TaskDescribed? known, CancellationTokenSource aborted)
    {
        try
        {
            var description = known
                ?? await Ask(task, new ExecutionCommand.DescribeTask((int)task.FrameId, task.TaskId)).ConfigureAwait(false) as ExecutionReply.TaskDescribed;
            if (description is not null)
                await Ask(task, Answer(task, await Deliver(task, description, aborted.Token).ConfigureAwait(false))).ConfigureAwait(false);
        }
        catch (Exception) when (aborted.IsCancellationRequested)
        {
            // Nobody waits for the result, or the server ends and the row brings the task back.
        }
        catch (Exception fault)
        {
            Faulted?.Invoke(task.ExecutionArn, fault);
            await FailUnexpectedly(task, fault).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove((task.ExecutionId, task.TaskId), out _);
            aborted.Dispose();
        }
    }

    /// <summary>An integration broke its promise that outcomes are values; the execution must not wait for it in vain.</summary>
    private async ValueTask FailUnexpectedly(TaskRow task, Exception fault)
    {
        try
        {
            await Ask(task, Answer(task, TaskCarrier.Unexpected(fault))).ConfigureAwait(false);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The row brings the task back.
        }
    }

    private static void Cancel(CancellationTokenSource running)
    {
        try
        {
            running.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended this very moment.
        }
    }

    private ValueTask<TaskOutcome> Deliver(TaskRow task, ExecutionReply.TaskDescribed described, CancellationToken aborted) => carrier.Deliver(
        described.Task,
        described.StateName,
        described.Identity,
        new TaskReference(task.ExecutionArn, (int)task.FrameId, task.TaskId),
        described.TraceHeader,
        aborted);

    private static ExecutionCommand Answer(TaskRow task, TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Succeeded(var output) => new ExecutionCommand.SucceedTask((int)task.FrameId, task.TaskId, Token: null, output),
        TaskOutcome.Submitted(var output) => new ExecutionCommand.SubmitTask((int)task.FrameId, task.TaskId, output),
        TaskOutcome.Failed(var error, var cause) =>
            new ExecutionCommand.FailTask((int)task.FrameId, task.TaskId, Token: null, TaskFailureKind.Failed, error, cause),
        _ => throw new InvalidOperationException($"No rule answers with {outcome.GetType().Name}."),
    };

    /// <summary>An answer whose fate is unknown is given again; the execution takes the first and refuses the rest.</summary>
    private async ValueTask<ExecutionReply> Ask(TaskRow task, ExecutionCommand command)
    {
        var address = new EntityAddress(ExecutionKind.KindName, task.ExecutionArn);
        while (true)
        {
            try
            {
                return await _partitions!.Ask<ExecutionReply>(address, command).ConfigureAwait(false);
            }
            catch (Exception fault) when (Outage.Is(fault) && !stopping.IsCancellationRequested)
            {
                await Task.Delay(TaskCarrier.RetryDelay, time, stopping).ConfigureAwait(false);
            }
        }
    }

    private sealed class Delivery(
        TaskDispatcher dispatcher, TaskRow task, ExecutionReply.TaskDescribed? description, CancellationTokenSource aborted) : IThreadPoolWorkItem
    {
        public void Execute() => _ = dispatcher.CarryOut(task, description, aborted);
    }
}
