namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Equality of values in depth: members in any order, numbers by value, functions only with themselves.</summary>
internal static class Equality
{
    public static bool AreEqual(in Value left, in Value right, Evaluator evaluator)
    {
        var symbol = left.Symbol();
        if (symbol != right.Symbol()) return false;
        switch (symbol)
        {
            case 'n':
                return left.Number().Equals(right.Number()) ? !double.IsNaN(left.Number()) : left.Number() == right.Number();
            case 's':
                return TextEquals(left, right);
            case 'b':
                return left.Json.GetBoolean() == right.Json.GetBoolean();
            case 'a':
                return ItemsEqual(left, right, evaluator);
            case 'o':
                return ReferenceEquals(left.Computed, right.Computed) && left.Computed is not null
                    || MembersEqual(left, right, evaluator);
            case 'f':
                return ReferenceEquals(left.Computed, right.Computed);
            default:
                return true;
        }
    }

    /// <summary>Equality of the <c>in</c> operator: scalars by value, all else only if it is the same.</summary>
    public static bool AreIdentical(in Value left, in Value right, Evaluator evaluator) => left.Symbol() switch
    {
        'a' or 'o' => left.Computed is null
            ? right.Computed is null && left.Json.SameAs(right.Json)
            : ReferenceEquals(left.Computed, right.Computed),
        _ => AreEqual(left, right, evaluator),
    };

    private static bool TextEquals(in Value left, in Value right) =>
        left.Json.SameAs(right.Json) || left.Json.StringEquals(right.Json.GetString());

    private static bool ItemsEqual(in Value left, in Value right, Evaluator evaluator)
    {
        if (left.Count != right.Count) return false;
        if (left.Computed is not null && ReferenceEquals(left.Computed, right.Computed)) return true;
        var other = new ValueItems(right).GetEnumerator();
        evaluator.Enter();
        foreach (var item in new ValueItems(left))
        {
            evaluator.Tick();
            other.MoveNext();
            if (AreEqual(item, other.Current, evaluator)) continue;
            evaluator.Leave();
            return false;
        }

        evaluator.Leave();
        return true;
    }

    private static bool MembersEqual(in Value left, in Value right, Evaluator evaluator)
    {
        if (ValueMembers.CountOf(left) != ValueMembers.CountOf(right)) return false;
        evaluator.Enter();
        foreach (var member in new ValueMembers(left))
        {
            evaluator.Tick();
            var other = Lookup.Member(right, member.Name);
            if (!other.IsUndefined && AreEqual(member.Value, other, evaluator)) continue;
            evaluator.Leave();
            return false;
        }

        evaluator.Leave();
        return true;
    }
}
