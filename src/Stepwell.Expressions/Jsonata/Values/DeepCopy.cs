using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>
/// A copy in which everything may be changed. It is what reading the value's JSON text back would give: numbers have 15 digits,
/// functions are empty texts.
/// </summary>
internal static class DeepCopy
{
    public static Value Of(in Value value, Evaluator evaluator)
    {
        evaluator.Enter();
        var copy = evaluator.IsStackLow ? OnDeepStack(value, evaluator) : Copy(value, evaluator);
        evaluator.Leave();
        return copy;
    }

    private static Value OnDeepStack(Value value, Evaluator evaluator) => DeepStack.Run(() => Copy(value, evaluator));

    private static Value Copy(in Value value, Evaluator evaluator)
    {
        if (value.IsArray) return CopyItems(value, evaluator);
        if (value.IsObject) return CopyMembers(value, evaluator);
        if (value.Function is not null) return string.Empty;
        return value.IsNumber ? Rounded(value) : value;
    }

    private static Value CopyItems(in Value value, Evaluator evaluator)
    {
        if (value.Computed is Items { IsOuterWrapper: true } wrapper) return Of(wrapper[0], evaluator);
        evaluator.Charge(64 + 24L * value.Count);
        var copy = new Items(capacity: value.Count);
        foreach (var item in new ValueItems(value)) copy.Add(item.IsUndefined ? JsonValue.Null : Of(item, evaluator));
        return new Value(copy);
    }

    private static Value CopyMembers(in Value value, Evaluator evaluator)
    {
        var count = ValueMembers.CountOf(value);
        evaluator.Charge(64 + 64L * count);
        var copy = new Members(count);
        foreach (var member in new ValueMembers(value)) copy.Set(member.Name, Of(member.Value, evaluator));
        return new Value(copy);
    }

    private static Value Rounded(in Value value)
    {
        if (!value.TryGetNumber(out var number)) return JsonValue.Null;
        return double.IsInteger(number) ? value : NumberText.Rounded(number);
    }
}
