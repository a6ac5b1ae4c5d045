using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary><c>$sort</c>: stable; without a function only for numbers or for texts.</summary>
internal static class SortFunction
{
    public static Value Sort(in Arguments arguments)
    {
        var array = arguments[0];
        if (array.IsUndefined || (array.IsArray && array.Count <= 1)) return array;
        if (!array.IsArray) throw new JsonataException("D3070") { Argument = 1 };
        var items = new List<Value>(array.AsItems().ToArray());
        if (arguments[1].Function is { } comparator) return SortWith(comparator, items, arguments.Site);
        if (items.TrueForAll(item => item.TryGetNumber(out _)))
            return InOrder(items.ConvertAll(item => (item.Number(), item)), static (a, b) => a > b);
        if (items.TrueForAll(item => item.IsString))
            return InOrder(items.ConvertAll(item => (item.Text(), item)), static (a, b) => string.CompareOrdinal(a, b) > 0);
        throw new JsonataException("D3070") { Argument = 1 };
    }

    private static Value SortWith(Function comparator, List<Value> items, CallSite site)
    {
        var sorted = MergeSort.Sort(items, (a, b) => IsTruthy(site.Evaluator.Apply(comparator, [a, b], site)));
        return new Value(Items.Of([.. sorted]));
    }

    private static Value InOrder<T>(List<(T Key, Value Item)> keyed, Func<T, T, bool> isGreater)
    {
        var sorted = MergeSort.Sort(keyed, (a, b) => isGreater(a.Key, b.Key));
        return new Value(Items.Of([.. sorted.Select(pair => pair.Item)]));
    }

    /// <summary>As JavaScript sees the answer, to which an empty array is true.</summary>
    private static bool IsTruthy(in Value value) => value.Symbol() switch
    {
        'm' or 'l' => false,
        'b' => value.Json.GetBoolean(),
        'n' => value.Number() is not 0 and not double.NaN,
        's' => value.Text().Length > 0,
        _ => true,
    };
}
