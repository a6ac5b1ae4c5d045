using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

internal static class MathFunctions
{
    public static IntrinsicResult Add(ReadOnlySpan<JsonValue> arguments)
    {
        var fits = Integers.TryRound(arguments[0], out var left) & Integers.TryRound(arguments[1], out var right);
        var sum = (long)left + right;
        return fits && sum == (int)sum ? JsonValue.Number(sum) : IntrinsicResult.InvalidArguments;
    }

    /// <summary>An integer from the start, inclusive, to the end, exclusive; with a seed the same that Java's Random gives.</summary>
    public static IntrinsicResult Random(ReadOnlySpan<JsonValue> arguments, ExpressionServices services)
    {
        var fits = Integers.TryTruncate(arguments[0], out var start) & Integers.TryTruncate(arguments[1], out var end);
        if (!fits || start >= end) return IntrinsicResult.InvalidArguments;
        if (arguments.Length < 3) return JsonValue.Number(services.Random.NextInt64(start, end));
        if (!Integers.TryTruncate(arguments[2], out var seed)) return IntrinsicResult.InvalidArguments;
        return JsonValue.Number(new JavaRandom(seed).Next(start, end));
    }
}
