namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Joins two values into one array, as <c>$append</c> does.</summary>
internal static class Append
{
    public static Value Of(in Value first, in Value second, Evaluator evaluator)
    {
        if (first.IsUndefined) return second;
        if (second.IsUndefined) return first;
        if (second.Computed is Items range && first.IsArray && first.Count == 0)
        {
            evaluator.Charge(range.Size);
            return new Value(range.ToPlain());
        }

        var count = Count(first) + (long)Count(second);
        evaluator.Charge(24L * count);
        var joined = new Items(capacity: (int)count);
        Into(joined, first);
        Into(joined, second);
        return new Value(joined);
    }

    /// <summary>Adds a value to an array that only this code has seen.</summary>
    public static void Into(Items joined, in Value value)
    {
        if (value.IsArray) joined.AddAll(value);
        else joined.Add(value);
    }

    private static int Count(in Value value) => value.IsArray ? value.Count : 1;
}
