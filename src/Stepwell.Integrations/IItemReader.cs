using Stepwell.Json;

namespace Stepwell.Integrations;

/// <summary>What an ItemReader of a distributed Map names: a source of items, read page by page.</summary>
/// <param name="Resource">For example <c>arn:aws:states:::s3:getObject</c>.</param>
/// <param name="Arguments">Parameters or Arguments of the reader, evaluated.</param>
/// <param name="Config">ReaderConfig; missing when there is none.</param>
/// <param name="Cursor">The page wanted; null for the first.</param>
public sealed record ItemReadRequest(string Resource, JsonValue Arguments, JsonValue Config, string? Cursor);

public abstract record ItemReadOutcome
{
    /// <param name="NextCursor">Of the page after this one; null after the last.</param>
    public sealed record Page(IReadOnlyList<JsonValue> Items, string? NextCursor) : ItemReadOutcome;

    /// <summary>The source cannot be read, or has no items; fails the Map Run as <c>States.ItemReaderFailed</c>.</summary>
    public sealed record Failed(string Cause) : ItemReadOutcome;
}

/// <summary>Reads the items of distributed Maps. A cursor always leads to the same page. Thread-safe.</summary>
public interface IItemReader
{
    ValueTask<ItemReadOutcome> Read(ItemReadRequest request, CancellationToken aborted);
}

/// <summary>Of a server without any source of items.</summary>
public sealed class NoItemReader : IItemReader
{
    public static readonly NoItemReader Instance = new();

    private NoItemReader()
    {
    }

    public ValueTask<ItemReadOutcome> Read(ItemReadRequest request, CancellationToken aborted) => ValueTask.FromResult<ItemReadOutcome>(
        new ItemReadOutcome.Failed($"This server does not offer the resource '{request.Resource}' yet."));
}
