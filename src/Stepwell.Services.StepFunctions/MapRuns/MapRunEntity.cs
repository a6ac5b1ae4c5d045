using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>
/// One Map Run on its partition: starts child executions within its concurrency, counts how they end, and tells the execution that waits.
/// <code>
/// Start ─▶ running ──(items exhausted, no child runs)──▶ succeeded ──(settled)──▶ tidied
///           ▲ │ too many failures, or abandoned
///           │ ▼
///           │ ending: children are stopped ──(no child runs)──▶ failed or aborted
///           └──────────────(Redrive, Reopen)────────────────────┘
/// </code>
/// What does not fit into one activation goes on at a wake-up that is due at once, so that others have their turn.
/// </summary>
internal sealed partial class MapRunEntity(MapRunServices services, MapRunRow? row, MapRunPlan? plan) : IEntity
{
    /// <summary>As many children as the service runs at the same time when MaxConcurrency sets no limit.</summary>
    /// <remarks>Step Functions developer guide, "Using Map state in Distributed mode", MaxConcurrency.</remarks>
    private const long MaxConcurrency = 10_000;

    private const int StepsPerActivation = 250;

    private readonly Dictionary<long, MapChildRow> _running = [];
    private readonly MapResults _results = new();
    private ItemBuffer _buffer = BufferFor(plan);
    private MapRunRow? _row = row;
    private MapRunPlan? _plan = plan;
    private MapRunProgress _progress = row is null ? null! : MapRunProgress.Parse(row.Progress);
    private ItemInputs? _inputs;
    private bool _isReading;

    private bool IsOver => (ExecutionStatus)_row!.Status != ExecutionStatus.Running;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case MapRunCommand.Start start:
                if (_row is null)
                    Begin(start, activation);
                break;
            case MapRunCommand.Update update:
                Change(update, activation);
                break;
            case MapRunCommand.Redrive(var redriveCount):
                Redrive(redriveCount, activation);
                break;
            case MapRunCommand.Settle:
                Settle(activation);
                break;
            case MapRunCommand.Remove:
                Remove(activation);
                break;
            case Wake when _row is not null && IsOver:
                Tidy(activation);
                break;
            default:
                if (command is MapRunCommand.Resume(var partition))
                    services.Backlog.Recovered(partition);
                if (_row is not null && !IsOver)
                    HandleRunning(command, activation);
                // Outcomes that come when all is over are as welcome as others: nobody is to offer them again.
                activation.Reply(MapRunReply.Done);
                break;
        }
    }

    private void HandleRunning(object command, IActivation activation)
    {
        switch (command)
        {
            case MapRunCommand.ChildClosed closed:
                Close(closed, activation);
                break;
            case MapRunCommand.ExpressClosed(var number, var redriveCount, var status, var result):
                // One of an attempt that was given up says nothing of the child that runs now.
                if (redriveCount == _progress.RedriveCount)
                    Close(new MapRunCommand.ChildClosed(number, status, result, IsFinal: false), activation);
                break;
            case MapRunCommand.Abandon:
                End(MapRunEnding.Abandoned, activation);
                break;
            case MapRunCommand.AddItems page:
                AddItems(page, activation);
                break;
            case MapRunCommand.FailReading(var cursor, var error, var cause):
                if (IsAwaited(cursor))
                    End(MapRunEnding.Failed(error, cause), activation);
                break;
            case MapRunCommand.Admit:
                if (_progress.IsWaiting && HasRoom(activation))
                    Open(activation);
                break;
            case MapRunCommand.Reopen:
                Reopen(activation);
                break;
            case MapRunCommand.Resume:
                Resume(activation);
                break;
            case Wake:
                Advance(activation);
                break;
            default:
                throw new InvalidOperationException($"A Map Run does not know {command.GetType().Name}.");
        }
    }

    /// <summary>Before the first command after a load, and when it is opened again.</summary>
    public void Load(IEnumerable<MapChildRow> children)
    {
        foreach (var child in children)
        {
            if ((ExecutionStatus)child.Status == ExecutionStatus.Running)
                _running[child.Number] = child;
            else if ((ExecutionStatus)child.Status == ExecutionStatus.Succeeded)
                _results.Add(child.Number, JsonValue.Parse(child.Value, Deep));
        }
    }

    private void Begin(MapRunCommand.Start start, IActivation activation)
    {
        _plan = start.Plan;
        _buffer = BufferFor(_plan);
        _progress = MapRunProgress.Begin(start.Plan);
        _row = new MapRunRow(
            activation.NewId().Value,
            start.Plan.MapRunArn,
            start.ExecutionArn,
            start.ExecutionId,
            start.FrameId,
            start.RevisionId,
            (long)ExecutionStatus.Running,
            activation.Now.ToUnixTimeMilliseconds(),
            StoppedAtMs: null,
            Progress: "");
        activation.Insert(MapRunTables.Plans, new MapRunPlanRow(_row.Id, MapRunPlanCodec.ToJson(start.Plan).ToUtf8Bytes()));
        if (MustWait(activation))
            Wait(activation);
        else
            Open(activation);
    }

    private void Go(IActivation activation)
    {
        if (_plan!.Writer?.Resource is { } resource)
            End(MapRunEnding.Failed("States.ResultWriterFailed", $"This server does not offer the resource '{resource}' yet."), activation);
        else
            Advance(activation);
    }

    /// <summary>Does what there is to do, keeps how far that went, and asks to go on where it is not all.</summary>
    private void Advance(IActivation activation)
    {
        if (_progress is { IsWaiting: true, Ending: null })
        {
            Save(activation);
            return;
        }
        var isMore = _progress.Ending is null ? RunChildren(activation) : StopChildren(activation);
        var isDone = _progress.Ending is not null || (_progress.PendingRedrive is null && _progress.AreItemsExhausted);
        if (isMore || _running.Count > 0 || !isDone)
            Save(activation);
        else if (_progress.WantedRedrive is null)
            Finish(activation);
        else
            AwaitReopening(activation);
        if (isMore)
            activation.WakeAt(activation.Now);
    }

    private void Save(IActivation activation)
    {
        _row = _row! with { Progress = _progress.ToText() };
        activation.Upsert(MapRunTables.MapRuns, _row);
    }

    /// <summary>A child has ended. One that was stopped and has been counted, or is counted already, is not counted again.</summary>
    private void Close(MapRunCommand.ChildClosed closed, IActivation activation)
    {
        if (!_running.Remove(closed.Number, out var child))
            return;
        // One that can never succeed any more counts as failed, whatever had ended it.
        if (closed is { IsFinal: true, Status: ExecutionStatus.Aborted })
            closed = closed with { Status = ExecutionStatus.Failed };
        _progress = _progress.Closed(closed.Status, child.ItemCount, closed.IsFinal);
        Keep(child, closed, activation);
        if (_progress.Ending is null && _progress.Tolerance.IsExceededBy(_progress.Items.Faulty, _progress.TotalItems))
            _progress = _progress with { Ending = ThresholdExceeded };
        Advance(activation);
    }

    /// <summary>Results are kept as long as they can become the output.</summary>
    private void Keep(MapChildRow child, MapRunCommand.ChildClosed closed, IActivation activation)
    {
        if (closed.Status != ExecutionStatus.Succeeded)
        {
            activation.Upsert(MapRunTables.Children, child with { Status = (long)closed.Status });
            return;
        }
        var bytes = closed.Result.ToUtf8Bytes();
        _progress = _progress with { ResultBytes = _progress.ResultBytes + bytes.Length + 1 };
        if (_progress.ResultBytes > Decider.MaxPayloadBytes)
        {
            activation.DeleteKey(MapRunTables.Children, child.MapRunId, child.Number);
            return;
        }
        _results.Add(child.Number, closed.Result);
        activation.Upsert(MapRunTables.Children, child with { Status = (long)closed.Status, Value = bytes });
    }

    private void Change(MapRunCommand.Update update, IActivation activation)
    {
        if (_row is null || IsOver)
        {
            activation.Reply(_row is null ? MapRunReply.Unknown : MapRunReply.Over);
            return;
        }
        _progress = _progress with
        {
            MaxConcurrency = update.MaxConcurrency ?? _progress.MaxConcurrency,
            Tolerance = new FailureTolerance(
                update.ToleratedFailureCount ?? _progress.Tolerance.Count, update.ToleratedFailurePercentage ?? _progress.Tolerance.Percentage),
        };
        if (_progress.Ending is null && _progress.Tolerance.IsExceededBy(_progress.Items.Faulty, _progress.TotalItems))
            _progress = _progress with { Ending = ThresholdExceeded };
        Advance(activation);
        activation.Reply(MapRunReply.Done);
    }
}
