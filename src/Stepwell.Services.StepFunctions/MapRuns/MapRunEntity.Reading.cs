using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Items that a reader finds, page by page; only a few pages are in memory.</summary>
internal sealed partial class MapRunEntity
{
    /// <summary>Of the page after those in the buffer; null before the first page, and after a restart.</summary>
    private string? _nextCursor;

    /// <summary>A batch is never cut short because its items are not read yet.</summary>
    private static ItemBuffer BufferFor(MapRunPlan? plan) => new((int)Math.Clamp(plan?.Batches?.MaxItems ?? 0, 1_000, 100_000));

    /// <summary>Of the page that is being read.</summary>
    private string? _readCursor;

    private bool IsAwaited(string? cursor) => _isReading && cursor == _readCursor;

    private void AddItems(MapRunCommand.AddItems page, IActivation activation)
    {
        // What was asked for before a redrive has been asked for again since.
        if (!IsAwaited(page.Cursor))
            return;
        _isReading = false;
        var isFirst = _buffer.Count == 0 && page.Cursor == _progress.PageCursor;
        _buffer.Add(page.Cursor, page.Items, isFirst ? (int)_progress.PageOffset : 0);
        _nextCursor = page.Next;
        var known = _progress.NextItem + _buffer.Count;
        if (_plan!.Reader!.MaxItems is > 0 and var most && known >= most)
            _progress = _progress with { TotalItems = most };
        else if (page.Next is null)
            _progress = _progress with { TotalItems = known };
        Advance(activation);
    }

    /// <summary>What was in memory only is lost with the last life of the partition.</summary>
    private void Resume(IActivation activation)
    {
        if (_progress.IsWaiting)
        {
            Enqueue(activation);
            return;
        }
        ForgetItems();
        if (_plan!.IsExpress)
        {
            foreach (var child in _running.Values)
                RunExpress(child, JsonValue.Parse(child.Value, Deep), isNew: false, activation);
        }
        Advance(activation);
    }

    /// <summary>They are read again from the first one that no child has been started for.</summary>
    private void ForgetItems()
    {
        _isReading = false;
        _nextCursor = null;
        _buffer.Clear();
        if (_plan!.Reader is not null && _progress.TotalItems is { } total && _progress.NextItem < total)
            _progress = _progress with { TotalItems = null };
    }
}
