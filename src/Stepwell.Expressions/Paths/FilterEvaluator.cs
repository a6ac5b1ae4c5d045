using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Paths;

/// <summary>Decides filters as the Jayway library does. Operands of the wrong kind make a comparison false, never an error.</summary>
internal static class FilterEvaluator
{
    public static bool Accepts(FilterNode node, JsonValue current, PathWalk walk) => node switch
    {
        FilterNode.And and => Accepts(and.Left, current, walk) && Accepts(and.Right, current, walk),
        FilterNode.Or or => Accepts(or.Left, current, walk) || Accepts(or.Right, current, walk),
        FilterNode.Not not => !Accepts(not.Operand, current, walk),
        FilterNode.Exists exists => Selects(exists.Path, current, walk),
        FilterNode.Comparison comparison => Compare(
            comparison.Operator, ValueOf(comparison.Left, current, walk), ValueOf(comparison.Right, current, walk), walk),
        FilterNode.Matches matches => Matches(ValueOf(matches.Left, current, walk), matches.Pattern),
        _ => throw new InvalidOperationException($"No such filter: {node}."),
    };

    private static bool Selects(JsonPath path, JsonValue current, PathWalk walk)
    {
        var value = path.SelectWithin(walk, current);
        return path.IsDefinite ? !value.IsMissing : value.Count > 0;
    }

    private static JsonValue ValueOf(FilterOperand operand, JsonValue current, PathWalk walk) => operand switch
    {
        FilterOperand.Literal literal => literal.Value,
        FilterOperand.Selection selection => selection.Path.SelectWithin(walk, current),
        _ => throw new InvalidOperationException($"No such operand: {operand}."),
    };

    private static bool Compare(FilterOperator op, JsonValue left, JsonValue right, PathWalk walk) => op switch
    {
        FilterOperator.Equal => LooselyEqual(left, right),
        FilterOperator.NotEqual => !LooselyEqual(left, right),
        FilterOperator.StrictlyEqual => StrictlyEqual(left, right),
        FilterOperator.StrictlyNotEqual => !StrictlyEqual(left, right),
        FilterOperator.Less => Order(left, right) < 0,
        FilterOperator.LessOrEqual => Order(left, right) <= 0,
        FilterOperator.Greater => Order(left, right) > 0,
        FilterOperator.GreaterOrEqual => Order(left, right) >= 0,
        FilterOperator.In => Contains(right, left, walk),
        FilterOperator.NotIn => !Contains(right, left, walk),
        FilterOperator.Contains => left.IsString
            ? right.IsString && left.GetString().Contains(right.GetString(), StringComparison.Ordinal)
            : Contains(left, right, walk),
        FilterOperator.SubsetOf => left.IsArray && right.IsArray && left.Items.All(item => Contains(right, item, walk)),
        FilterOperator.AnyOf => left.IsArray && right.IsArray && left.Items.Any(item => Contains(right, item, walk)),
        FilterOperator.NoneOf => left.IsArray && right.IsArray && !left.Items.Any(item => Contains(right, item, walk)),
        FilterOperator.All => left.IsArray && right.IsArray && right.Items.All(item => Contains(left, item, walk)),
        FilterOperator.Size => SizeOf(left) is { } size && right.TryGetInt64(out var expected) && size == expected,
        FilterOperator.Empty => SizeOf(left) is { } size && right.IsBoolean && (size == 0) == right.GetBoolean(),
        _ => throw new InvalidOperationException($"No such operator: {op}."),
    };

    /// <summary>A string and a number are equal when the string reads as that number. What is missing equals nothing.</summary>
    private static bool LooselyEqual(JsonValue left, JsonValue right)
    {
        if (left.IsMissing || right.IsMissing) return false;
        if (left.IsNumber && right.IsString) return ReadsAs(right, left);
        if (left.IsString && right.IsNumber) return ReadsAs(left, right);
        return left.Equals(right);
    }

    private static bool StrictlyEqual(JsonValue left, JsonValue right) => !left.IsMissing && left.Kind == right.Kind && left.Equals(right);

    private static bool ReadsAs(JsonValue text, JsonValue number) =>
        JsonValue.TryParse(text.GetString(), out var parsed, out _) && parsed.IsNumber && parsed.Equals(number);

    private static bool Contains(JsonValue list, JsonValue value, PathWalk walk)
    {
        foreach (var item in list.Items)
        {
            if (!walk.Spend()) return false;
            if (LooselyEqual(item, value)) return true;
        }

        return false;
    }

    /// <summary>Null where the two have no order. A number beside a string is compared as text.</summary>
    private static int? Order(JsonValue left, JsonValue right)
    {
        if (left.IsNumber && right.IsNumber) return CompareNumbers(left, right);
        var comparable = (left.IsNumber || left.IsString) && (right.IsNumber || right.IsString);
        return comparable ? string.CompareOrdinal(TextOf(left), TextOf(right)) : null;
    }

    private static int CompareNumbers(JsonValue left, JsonValue right)
    {
        if (left.Equals(right)) return 0;
        var exact = left.TryGetDecimal(out var x) & right.TryGetDecimal(out var y);
        return exact ? x.CompareTo(y) : left.GetDouble().CompareTo(right.GetDouble());
    }

    private static string TextOf(JsonValue value) => value.IsString ? value.GetString() : value.ToString();

    private static int? SizeOf(JsonValue value) => value.Kind switch
    {
        JsonKind.String => value.GetString().Length,
        JsonKind.Array or JsonKind.Object => value.Count,
        _ => null,
    };

    private static bool Matches(JsonValue value, Regex pattern)
    {
        if (value.IsArray) return value.Items.Any(item => !item.IsArray && Matches(item, pattern));
        var text = value.Kind is JsonKind.String or JsonKind.Number or JsonKind.Boolean ? TextOf(value) : string.Empty;
        return pattern.IsMatch(text);
    }
}
