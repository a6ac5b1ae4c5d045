using Stepwell.Integrations;
using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>Items 0, 1, 2, … as many as the argument <c>Key</c> says, a thousand a page; a key that is no number cannot be read.</summary>
internal sealed class NumberReader : IItemReader
{
    private const int PageSize = 1_000;

    /// <summary>Pages from this item on cannot be read.</summary>
    public int BrokenFrom { get; set; } = int.MaxValue;

    public ValueTask<ItemReadOutcome> Read(ItemReadRequest request, CancellationToken aborted)
    {
        if (!int.TryParse(request.Arguments["Key"].GetString(), out var total))
            return new(new ItemReadOutcome.Failed("No such key."));
        var start = request.Cursor is null ? 0 : int.Parse(request.Cursor);
        if (start >= BrokenFrom)
            return new(new ItemReadOutcome.Failed("It is broken."));
        var count = Math.Min(PageSize, total - start);
        var items = Enumerable.Range(start, count).Select(number => JsonValue.Number((long)number)).ToList();
        return new(new ItemReadOutcome.Page(items, start + count < total ? $"{start + count}" : null));
    }
}
