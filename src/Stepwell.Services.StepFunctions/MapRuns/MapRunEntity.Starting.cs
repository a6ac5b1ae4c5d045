using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Items become child executions.</summary>
internal sealed partial class MapRunEntity
{
    private static readonly JsonParseOptions Deep = new() { MaxDepth = JsonDepthException.MaxDepth };

    private long Limit => _progress.MaxConcurrency is > 0 and < MaxConcurrency ? _progress.MaxConcurrency : MaxConcurrency;

    /// <returns>Whether there is more to do at once.</returns>
    private bool StartChildren(IActivation activation)
    {
        for (var step = 0; step < StepsPerActivation; step++)
        {
            if (_running.Count >= Limit || _progress.AreItemsExhausted || !IsNextBatchThere(activation))
                return false;
            if (!TryTakeInput(activation, out var input, out var itemCount))
                return true;
            StartChild(input, itemCount, activation);
        }
        return true;
    }

    private void StartChild(JsonValue input, int itemCount, IActivation activation)
    {
        var plan = _plan!;
        var number = _progress.NextChild;
        var arn = plan.ChildArn(Uuids.New(activation.Random));
        var child = new MapChildRow(
            _row!.Id, number, arn, itemCount, (long)ExecutionStatus.Running, plan.IsExpress ? input.ToUtf8Bytes() : default);
        activation.Upsert(MapRunTables.Children, child);
        _running.Add(number, child);
        _progress = _progress.Started(itemCount);
        if (plan.IsExpress)
        {
            RunExpress(child, input, isNew: true, activation);
            return;
        }
        var wantsDetails = plan.Writer is { Transformation: ResultTransformation.None };
        activation.Send(new EntityAddress(ExecutionKind.KindName, arn), new ChildStart(
            _row.Id,
            _row.RevisionId,
            plan.ChildMachineArn,
            plan.ChildMachineName,
            plan.Parent.RoleArn,
            input,
            new ChildOrigin(number, itemCount, plan.MapRunArn, plan.StateName, wantsDetails),
            plan.TraceHeader));
    }

    /// <summary>Whether as many items are at hand as the next child takes, or all that are left; if not, they are being read.</summary>
    private bool IsNextBatchThere(IActivation activation)
    {
        if (_plan!.Reader is null)
            return true;
        if (_progress.TotalItems is null && _buffer.WantsMore)
            Read(activation);
        return _buffer.Count > 0 && (_progress.TotalItems is not null || _plan.Batches is null || !_buffer.WantsMore);
    }

    private void Read(IActivation activation)
    {
        if (_isReading)
            return;
        _isReading = true;
        _readCursor = _nextCursor ?? _progress.PageCursor;
        var (arn, source, cursor) = (_row!.Arn, _plan!.Reader!, _readCursor);
        activation.AfterCommit(() => services.Work.ReadItems(arn, source, cursor));
    }

    /// <summary>The input of the next child; false when making it has failed, which ends the Map Run.</summary>
    private bool TryTakeInput(IActivation activation, out JsonValue input, out int itemCount)
    {
        itemCount = 0;
        input = default;
        if (_plan!.Batches is not { } batches)
        {
            if (!TrySelect(0, activation, out input))
                return false;
            itemCount = 1;
            Take(1);
            return true;
        }
        var items = new JsonArrayBuilder();
        long bytes = batches.BatchInput.IsMissing ? 0 : batches.BatchInput.Utf8Length;
        // Always one item, whatever limits an older plan says: batches of none would never come to an end.
        while ((itemCount == 0 || itemCount < (batches.MaxItems ?? long.MaxValue)) && !ItemAt(itemCount).IsMissing)
        {
            if (!TrySelect(itemCount, activation, out var item))
                return false;
            bytes += item.Utf8Length + 1;
            if (itemCount > 0 && bytes > (batches.MaxBytes ?? Decider.MaxPayloadBytes))
                break;
            items.Add(item);
            itemCount++;
        }
        var batch = new JsonObjectBuilder();
        batch.Add("BatchInput", batches.BatchInput);
        batch.Add("Items", items.Build());
        input = batch.Build();
        Take(itemCount);
        return true;
    }

    private bool TrySelect(int ahead, IActivation activation, out JsonValue input)
    {
        _inputs ??= new ItemInputs(services.Definitions.Get(_row!.RevisionId, activation.Reader), _plan!);
        var index = checked((int)(_progress.NextItem + ahead));
        var selected = _inputs.Of(index, ItemAt(ahead), EnvironmentOf(activation));
        input = selected.Value;
        if (selected.Error is null)
            return true;
        _progress = _progress with { Ending = MapRunEnding.Failed(selected.Error, selected.Cause ?? "") };
        return false;
    }

    private States.Engine.Environment EnvironmentOf(IActivation activation) => new(
        activation.Now,
        activation.Random,
        () => Uuids.New(activation.Random),
        (_, _) => throw new InvalidOperationException("An item selector schedules no task."),
        _ => false)
    {
        Stopwatch = services.Time,
    };

    private JsonValue ItemAt(int ahead)
    {
        if (_plan!.Reader is not null)
            return _buffer.Peek(ahead);
        var index = _progress.NextItem + ahead;
        return index < _plan.Items.Count ? _plan.Items[(int)index] : default;
    }

    private void Take(int count)
    {
        if (_plan!.Reader is null)
            return;
        _buffer.Take(count);
        var (cursor, offset) = _buffer.Place(_nextCursor);
        _progress = _progress with { PageCursor = cursor, PageOffset = offset };
    }
}
