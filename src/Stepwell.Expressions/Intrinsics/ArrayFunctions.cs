using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

internal static class ArrayFunctions
{
    private const int MaxRangeLength = 1000;

    public static IntrinsicResult Create(ReadOnlySpan<JsonValue> arguments) => JsonValue.Array(arguments);

    public static IntrinsicResult Partition(ReadOnlySpan<JsonValue> arguments)
    {
        if (!Integers.TryTruncate(arguments[1], out var size) || size < 1) return IntrinsicResult.InvalidArguments;
        var chunks = new JsonArrayBuilder();
        foreach (var chunk in arguments[0].Items.Chunk(size)) chunks.Add(JsonValue.Array(chunk));
        return chunks.Build();
    }

    public static IntrinsicResult Contains(ReadOnlySpan<JsonValue> arguments)
    {
        foreach (var item in arguments[0].Items)
        {
            if (item.Equals(arguments[1])) return JsonValue.True;
        }

        return JsonValue.False;
    }

    public static IntrinsicResult Range(ReadOnlySpan<JsonValue> arguments)
    {
        var whole = Integers.TryTruncate(arguments[0], out var first)
            & Integers.TryTruncate(arguments[1], out var last)
            & Integers.TryTruncate(arguments[2], out var step);
        if (!whole || step == 0) return IntrinsicResult.InvalidArguments;

        var steps = ((long)last - first) / step;
        if (steps >= MaxRangeLength) return IntrinsicResult.InvalidArguments;
        var items = new JsonArrayBuilder();
        for (long i = first; step > 0 ? i <= last : i >= last; i += step) items.Add(JsonValue.Number(i));
        return items.Build();
    }

    /// <summary>Whatever the index, an empty array has null there; any other array must have an item at the index.</summary>
    public static IntrinsicResult GetItem(ReadOnlySpan<JsonValue> arguments)
    {
        if (arguments[0].Count == 0) return JsonValue.Null;
        return Integers.TryTruncate(arguments[1], out var index) ? arguments[0][index] : IntrinsicResult.InvalidArguments;
    }

    public static IntrinsicResult Length(ReadOnlySpan<JsonValue> arguments) =>
        JsonValue.Number(arguments[0].Count);

    public static IntrinsicResult Unique(ReadOnlySpan<JsonValue> arguments)
    {
        var seen = new HashSet<JsonValue>();
        var items = new JsonArrayBuilder();
        foreach (var item in arguments[0].Items)
        {
            if (seen.Add(item)) items.Add(item);
        }

        return items.Build();
    }
}
