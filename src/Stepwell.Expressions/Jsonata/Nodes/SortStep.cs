using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>^(a, &gt;b)</c>: orders by the terms, undefined last, and leaves the order of equals.</summary>
internal sealed class SortStep(int position, (Node Expression, bool IsDescending)[] terms)
{
    public Value Evaluate(in Value input, Frame frame, Evaluator evaluator)
    {
        if (input.Count <= 1) return AsSequence(input);
        var areRows = input.Computed is Items { IsTupleStream: true };
        var keys = new List<SortKeys>(input.Count);
        foreach (var item in new ValueItems(input)) keys.Add(new SortKeys(item, terms.Length, areRows));
        evaluator.Charge(keys.Count * (64L + 24 * terms.Length));
        var sorted = MergeSort.Sort(keys, (a, b) => Compare(a, b, frame, evaluator) > 0);
        // As in the reference, ordered rows have forgotten that they are rows: predicates and groups see no variables of theirs.
        var result = new Items(capacity: sorted.Count);
        foreach (var key in sorted) result.Add(key.Item);
        return new Value(result);
    }

    /// <summary>Nothing to order, but a single item comes out of its array; an ordered array stays one.</summary>
    private static Value AsSequence(in Value input)
    {
        if (!input.IsArray || input.Computed is Items { IsSequence: true } or Items { IsTupleStream: true }) return input;
        var sequence = new Items(isSequence: true);
        foreach (var item in new ValueItems(input)) sequence.Add(item);
        return new Value(sequence);
    }

    private int Compare(SortKeys a, SortKeys b, Frame frame, Evaluator evaluator)
    {
        evaluator.Tick();
        for (var i = 0; i < terms.Length; i++)
        {
            var order = Compare(a.Term(i, terms[i].Expression, frame, evaluator), b.Term(i, terms[i].Expression, frame, evaluator), terms[i].IsDescending);
            if (order != 0) return order;
        }

        return 0;
    }

    private int Compare(in Value a, in Value b, bool isDescending)
    {
        if (a.IsUndefined) return b.IsUndefined ? 0 : 1;
        if (b.IsUndefined) return -1;
        if (!IsSortable(a) || !IsSortable(b)) throw new JsonataException("T2008", (IsSortable(a) ? b : a).ToJsonOrNull(), position: position);
        if (a.IsNumber != b.IsNumber)
            throw new JsonataException("T2007", a.ToJsonOrNull(), position: position) { Other = b.ToJsonOrNull() };
        var order = a.IsNumber ? a.Number().CompareTo(b.Number()) : string.CompareOrdinal(a.Text(), b.Text());
        return isDescending ? -order : order;
    }

    private static bool IsSortable(in Value value) => value.IsNumber || value.IsString;
}
