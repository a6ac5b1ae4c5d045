using Stepwell.Integrations;
using Stepwell.Integrations.Executions;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Logging;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Retention;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Definition;
using Stepwell.States.Engine;
using Stepwell.States.Events.Encoding;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>
/// One execution on its partition: decide, append the events, apply. Its rows are one of <see cref="Tables.Executions"/> and its journal;
/// everything else about it follows from the journal.
/// </summary>
internal sealed partial class ExecutionEntity(ExecutionServices services, ExecutionRow? row, Execution execution, long lastSequence) : IEntity
{
    private ExecutionRow? _row = row;
    private Execution _execution = execution;
    private long _lastSequence = lastSequence;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case ExecutionCommand.Start start:
                Start(start, activation);
                break;
            case Wake:
                if (_row is not null && !_execution.IsClosed)
                    Advance(new Command.Wake(), activation);
                break;
            case ExecutionCommand.Stop stop:
                Stop(stop, activation);
                break;
            case ExecutionCommand.Redrive redrive:
                activation.Reply(Redrive(redrive, activation));
                break;
            case ChildClosed closed:
                Settle(closed, activation);
                break;
            case ChildStart start:
                if (_row is null)
                    Start(start, activation);
                break;
            case ChildRedrive redrive:
                RedriveChild(redrive, activation);
                break;
            case MapRunClosed closed:
                Finish(closed, activation);
                break;
            case ParentGone:
                if (!_execution.IsClosed && _row is not null)
                    Advance(new Command.Stop(Error: null, Cause: null), activation);
                break;
            case ExecutionExpired expired:
                Expire(expired, activation);
                break;
            case ExecutionCommand task:
                HandleTask(task, activation);
                break;
            default:
                throw new InvalidOperationException($"An execution does not know {command.GetType().Name}.");
        }
    }

    private void Start(ExecutionCommand.Start start, IActivation activation)
    {
        if (_row is not null)
        {
            activation.Reply(IsSame(start) ? new ExecutionReply.Started(_execution.Identity!.StartTime) : ExecutionReply.NameTaken);
            return;
        }
        if (IsOpenLimitReached(activation))
        {
            activation.Reply(ExecutionReply.TooManyOpen);
            return;
        }
        var now = activation.Now.ToUnixTimeMilliseconds();
        _row = new ExecutionRow(
            activation.NewId().Value,
            activation.Self.Key!,
            start.StateMachineId,
            start.RevisionId,
            (long)ExecutionStatus.Running,
            now,
            StoppedAtMs: null,
            start.TraceHeader,
            start.StartedBy is { } task ? TaskReferences.Format(task) : null,
            start.IsAwaited ? 1 : 0,
            start.Version,
            start.Alias);
        Advance(
            new Command.Start(_row.Arn, start.StateMachineArn, start.StateMachineName, start.RoleArn, start.Input), activation);
        activation.Reply(new ExecutionReply.Started(DateTimeOffset.FromUnixTimeMilliseconds(now)));
    }

    /// <summary>As a child of a Map Run, whose listings show it in the place of a state machine's.</summary>
    private void Start(ChildStart start, IActivation activation)
    {
        _row = new ExecutionRow(
            activation.NewId().Value,
            activation.Self.Key!,
            start.MapRunId,
            start.RevisionId,
            (long)ExecutionStatus.Running,
            activation.Now.ToUnixTimeMilliseconds(),
            StoppedAtMs: null,
            start.TraceHeader,
            start.Origin.Format(),
            IsAwaited: 1,
            Version: null,
            Alias: null);
        Advance(new Command.Start(_row.Arn, start.StateMachineArn, start.StateMachineName, start.RoleArn, start.Input), activation);
    }

    /// <summary>
    /// The same name and input for a running execution is the same start; so is a redelivery of the task that started it.
    /// </summary>
    /// <remarks>StartExecution API reference, "StartExecution is idempotent".</remarks>
    private bool IsSame(ExecutionCommand.Start start)
    {
        if (start.StartedBy is { } task && _row!.StartedBy == TaskReferences.Format(task))
            return true;
        return !_execution.IsClosed
            && _row!.StateMachineId == start.StateMachineId
            && _execution.Identity!.Input.ToUtf8Bytes().AsSpan().SequenceEqual(start.Input.ToUtf8Bytes());
    }

    private void Stop(ExecutionCommand.Stop stop, IActivation activation)
    {
        if (_row is null)
        {
            activation.Reply(ExecutionReply.Unknown);
            return;
        }
        if (!_execution.IsClosed)
            Advance(new Command.Stop(stop.Error, stop.Cause), activation);
        activation.Reply(new ExecutionReply.Stopped(DateTimeOffset.FromUnixTimeMilliseconds(_row.StoppedAtMs!.Value)));
    }

    private void HandleTask(ExecutionCommand command, IActivation activation)
    {
        switch (command)
        {
            case ExecutionCommand.TakeTask take:
                Take(take, activation);
                break;
            case ExecutionCommand.DescribeTask(var frameId, var taskId):
                activation.Reply(Describe(frameId, taskId, activation));
                break;
            case ExecutionCommand.SubmitTask submit:
                Submit(submit, activation);
                break;
            case ExecutionCommand.SucceedTask(var frameId, var taskId, var token, var output):
                Answer(Find(frameId, taskId, token) is not null, new Command.SucceedTask(frameId, output), activation);
                break;
            case ExecutionCommand.FailTask(var frameId, var taskId, var token, var kind, var error, var cause):
                Answer(Find(frameId, taskId, token) is not null, new Command.FailTask(frameId, kind, error, cause), activation);
                break;
            case ExecutionCommand.Heartbeat(var frameId, var taskId, var token):
                Answer(Find(frameId, taskId, token) is not null, new Command.HeartbeatTask(frameId), activation);
                break;
        }
    }

    private void Submit(ExecutionCommand.SubmitTask submit, IActivation activation)
    {
        var task = Find(submit.FrameId, submit.TaskId, token: null);
        var isPending = task is { Phase: not TaskPhase.Submitted };
        // What has been submitted is not to be delivered again.
        if (isPending)
            activation.DeleteKey(Tables.Tasks, TaskRows.KeyOf(_row!, task!));
        Answer(isPending, new Command.SubmitTask(submit.FrameId, submit.Output), activation);
    }

    private ExecutionReply Describe(int frameId, long taskId, IActivation activation) =>
        Find(frameId, taskId, token: null) is { Phase: not TaskPhase.Submitted } task
            ? Describe(_execution.Get(frameId), task, activation)
            : ExecutionReply.Gone;

    private ExecutionReply.TaskDescribed Describe(Frame frame, Pending.Task task, IActivation activation)
    {
        var traceHeader = services.Tracer is { } tracer ? tracer.HeaderOfTask(_row!, task.TaskId, activation.Reader) : _row!.TraceHeader;
        return new(task.Scheduled, frame.StateName!, _execution.Identity!, traceHeader);
    }

    private void Take(ExecutionCommand.TakeTask take, IActivation activation)
    {
        if (Find(take.FrameId, take.TaskId, token: null) is not { Phase: TaskPhase.Scheduled } task)
        {
            activation.Reply(ExecutionReply.Gone);
            return;
        }
        activation.DeleteKey(Tables.Tasks, TaskRows.KeyOf(_row!, task));
        Advance(new Command.StartTask(take.FrameId, take.WorkerName), activation);
        activation.Reply(new ExecutionReply.TaskTaken(task.Scheduled.Token, task.Scheduled.Parameters));
    }

    /// <summary>A child that this execution waits for has ended; its task may be long gone.</summary>
    private void Settle(ChildClosed closed, IActivation activation)
    {
        if (Find(closed.FrameId, closed.TaskId, token: null) is not { } task)
            return;
        // A short child ends before the task that started it hears that it has begun.
        if (task.Phase != TaskPhase.Submitted)
        {
            var output = ChildExecution.Submitted(closed.Child, Uuids.New(activation.Random), activation.Now);
            activation.DeleteKey(Tables.Tasks, TaskRows.KeyOf(_row!, task));
            Advance(new Command.SubmitTask(closed.FrameId, output), activation);
        }
        Advance(closed.ToCommand(task), activation);
    }

    /// <summary>A Map Run has ended. Before a redrive it may have ended in another way, which nobody waits for any longer.</summary>
    private void Finish(MapRunClosed closed, IActivation activation)
    {
        if (_execution.Find(closed.FrameId)?.Pending != new Pending.MapRun(closed.MapRunArn, closed.RedriveCount))
            return;
        Advance(new Command.FinishMapRun(closed.FrameId, closed.Output, closed.Error, closed.Cause), activation);
        if (!closed.Output.IsMissing)
            activation.Send(new EntityAddress(MapRunKind.KindName, closed.MapRunArn), new MapRunCommand.Settle());
    }

    private void Answer(bool isPending, Command command, IActivation activation)
    {
        if (isPending)
            Advance(command, activation);
        activation.Reply(isPending ? ExecutionReply.Done : ExecutionReply.Gone);
    }

    private Pending.Task? Find(int frameId, long taskId, string? token) =>
        _execution.Find(frameId)?.Pending is Pending.Task task
        && task.TaskId == taskId
        && (token is null || token == task.Scheduled.Token)
            ? task
            : null;

    private void Advance(Command command, IActivation activation)
    {
        var row = _row!;
        var machine = services.Definitions.Get(row.RevisionId, activation.Reader, ChildOrigin.Parse(row.StartedBy)?.StateName);
        var environment = new States.Engine.Environment(
            activation.Now,
            activation.Random,
            () => Uuids.New(activation.Random),
            (frameId, taskId) => TaskTokens.New(new TaskReference(row.Arn, frameId, taskId), services.FillSecret),
            activityArn => activation.Reader.FindActivity(activityArn) is not null)
        {
            Stopwatch = services.Time,
            TakeTransition = services.Transitions is { } transitions ? () => transitions.Take(row.Arn, activation.Now) : null,
        };
        var decision = Decider.Decide(machine, _execution, command, environment);
        if (decision.Events.Count == 0)
        {
            activation.WakeAt(_execution.NextDue());
            return;
        }
        activation.Append(Tables.Journal, new JournalRow(row.Id, ++_lastSequence, EventCodec.Encode(decision.Events)));
        var isNew = _execution.Status == ExecutionStatus.None;
        services.Tracer?.TellAfterCommit(row, _execution, decision.Events, activation);
        _execution = decision.Execution;
        if (services.Logger.SettingsOf(row.RevisionId, activation.Reader) is { } settings)
            services.Logger.Write(settings, LoggedExecution.Of(row, _execution), decision.Events, activation);
        services.Transitions?.Note(decision.Events, row, activation);
        SaveRow(row, isNew, activation);
        services.Metrics.TellAfterCommit(new ExecutionSubject(_execution.Identity!.StateMachineArn, row.Version, row.Alias), decision, activation);
        foreach (var effect in decision.Effects)
            Perform(effect, activation);
        if (!_execution.IsClosed || !isNew)
            activation.WakeAt(_execution.NextDue());
        if (_execution.IsClosed)
            activation.DropAfterCommit();
    }

    private bool IsOpenLimitReached(IActivation activation) =>
        activation.CountOf(services.Scopes.Of(activation.Self.Key!).OpenExecutions) >= services.OpenLimit;

    private void SaveRow(ExecutionRow row, bool isNew, IActivation activation)
    {
        // Most executions end in the decision that starts them, and are never counted.
        var opened = (_execution.IsClosed ? 0 : 1) - (isNew || row.StoppedAtMs is not null ? 0 : 1);
        if (opened != 0)
        {
            var scope = services.Scopes.Of(row.Arn);
            activation.Count(scope.OpenExecutions, opened);
            activation.Count(scope.OpenExecutionsOf(row.Arn), opened);
        }

        if (_execution.IsClosed)
            _row = row = row with { Status = (long)_execution.Status, StoppedAtMs = activation.Now.ToUnixTimeMilliseconds() };
        else if (row.StoppedAtMs is not null)
            _row = row = row with { Status = (long)ExecutionStatus.Running, StoppedAtMs = null };
        else if (!isNew)
            return;
        if (isNew)
            activation.Insert(Tables.Executions, row);
        else
            activation.Upsert(Tables.Executions, row);
    }

    private void Perform(Effect effect, IActivation activation)
    {
        switch (effect)
        {
            case Effect.ScheduleTask schedule:
                var task = TaskRows.Of(_row!, schedule.Frame, schedule.Task);
                activation.Insert(Tables.Tasks, task);
                var description = task.Queue == TaskRows.OwnQueue ? Describe(schedule.Frame, schedule.Task, activation) : null;
                activation.AfterCommit(() => services.Dispatcher.Dispatch(task, description));
                break;
            case Effect.EndTask end:
                if (TaskRows.Remains(end.Task))
                    activation.DeleteKey(Tables.Tasks, TaskRows.KeyOf(_row!, end.Task));
                if (end.IsAbandoned)
                    Abandon(end, activation);
                break;
            case Effect.StartMapRun(var frame, var plan):
                var run = new MapRunCommand.Start(
                    _row!.Id, _row.Arn, frame.Id, _row.RevisionId, plan with { TraceHeader = TraceHeaderOf(frame, activation) });
                activation.Send(new EntityAddress(MapRunKind.KindName, plan.MapRunArn), run);
                break;
            case Effect.AbandonMapRun(var mapRunArn):
                activation.Send(new EntityAddress(MapRunKind.KindName, mapRunArn), new MapRunCommand.Abandon());
                break;
            case Effect.RedriveMapRun(var mapRunArn, var redriveCount):
                activation.Send(new EntityAddress(MapRunKind.KindName, mapRunArn), new MapRunCommand.Redrive(redriveCount));
                break;
            case Effect.Close:
                if (ChildOrigin.Parse(_row!.StartedBy) is { } origin)
                    TellMapRun(origin, activation);
                else if (_row.IsAwaited != 0)
                    TellParent(TaskReferences.Parse(_row.StartedBy!), activation);
                break;
        }
    }

    private void Abandon(Effect.EndTask end, IActivation activation)
    {
        var task = TaskRows.Of(_row!, end.Frame, end.Task);
        activation.AfterCommit(() => services.Dispatcher.Abandon(task));
        // AWS stops the child of a .sync task that is abandoned.
        if (end.Task.SubmittedOutput["ExecutionArn"] is { IsString: true } child && end.Task.Scheduled.Resource.Contains(".sync", StringComparison.Ordinal))
            activation.Send(new EntityAddress(ExecutionKind.KindName, child.GetString()), ParentGone.Instance);
    }

    private string? TraceHeaderOf(Frame frame, IActivation activation) => services.Tracer is { } tracer
        ? tracer.HeaderOfState(_row!, frame.EnteredEventId, _execution.RedriveCount, activation.Reader)
        : _row!.TraceHeader;

    private void TellMapRun(ChildOrigin origin, IActivation activation)
    {
        var result = _execution.Output;
        if (origin.WantsDetails && ChildExecution.Outcome(Descriptions.Of(_row!, _execution), IntegrationPattern.Sync) is TaskOutcome.Succeeded(var details))
            result = details;
        var isFinal = _execution.Status != ExecutionStatus.Succeeded && Obstacle(activation) is not null;
        activation.Send(
            new EntityAddress(MapRunKind.KindName, origin.MapRunArn),
            new MapRunCommand.ChildClosed(origin.Number, _execution.Status, result, isFinal));
    }

    private void TellParent(TaskReference parent, IActivation activation) => activation.Send(
        new EntityAddress(ExecutionKind.KindName, parent.ExecutionArn),
        new ChildClosed(parent.FrameId, parent.TaskId, Descriptions.Of(_row!, _execution)));
}
