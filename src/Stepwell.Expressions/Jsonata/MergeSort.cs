namespace Stepwell.Expressions.Jsonata;

/// <summary>Sorts by asking whether two items are in the wrong order; keeps the order of equals, and ends whatever the answers are.</summary>
internal static class MergeSort
{
    public static List<T> Sort<T>(List<T> items, Func<T, T, bool> isWrongOrder)
    {
        if (items.Count <= 1) return items;
        var middle = items.Count / 2;
        var left = Sort(items[..middle], isWrongOrder);
        var right = Sort(items[middle..], isWrongOrder);
        return Merge(left, right, isWrongOrder);
    }

    private static List<T> Merge<T>(List<T> left, List<T> right, Func<T, T, bool> isWrongOrder)
    {
        var merged = new List<T>(left.Count + right.Count);
        var (l, r) = (0, 0);
        while (l < left.Count && r < right.Count) merged.Add(isWrongOrder(left[l], right[r]) ? right[r++] : left[l++]);
        while (l < left.Count) merged.Add(left[l++]);
        while (r < right.Count) merged.Add(right[r++]);
        return merged;
    }
}
