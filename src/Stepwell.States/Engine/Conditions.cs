using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Engine;

/// <summary>The tests of choice rules.</summary>
/// <remarks>states-language.net, "Choice State". A value of another type than the operator's never matches.</remarks>
internal static class Conditions
{
    public static Outcome<bool> Holds(Condition condition, Flow flow, JsonValue input)
    {
        switch (condition)
        {
            case Condition.And(var operands):
                foreach (var operand in operands)
                {
                    if (Holds(operand, flow, input).Failed(out var holds, out var failure))
                        return failure;
                    if (!holds)
                        return false;
                }
                return true;
            case Condition.Or(var operands):
                foreach (var operand in operands)
                {
                    if (Holds(operand, flow, input).Failed(out var holds, out var failure))
                        return failure;
                    if (holds)
                        return true;
                }
                return false;
            case Condition.Not(var operand):
                return Holds(operand, flow, input).Failed(out var inner, out var failed) ? failed : !inner;
            case Condition.Comparison comparison:
                return Compare(comparison, flow, input);
            case Condition.Jsonata(var template):
                return flow.Evaluate(template, JsonKind.Boolean).Failed(out var answer, out var refused) ? refused : answer.GetBoolean();
            default:
                throw new InvalidOperationException($"No rule tests {condition.GetType().Name}.");
        }
    }

    private static Outcome<bool> Compare(Condition.Comparison comparison, Flow flow, JsonValue input)
    {
        var variable = flow.TrySelect(comparison.Variable, input);
        // Only IsPresent may ask for what is not there.
        if (comparison.Operator == ComparisonOperator.IsPresent)
            return (!variable.IsMissing) == Expected(comparison);
        if (variable.IsMissing)
            return Failure.Runtime(NotFound("Variable", comparison.Variable.Text, input));
        if (TestOf(comparison.Operator, variable) is { } kind)
            return kind == Expected(comparison);
        JsonValue operand;
        switch (comparison.Operand)
        {
            case Operand.Literal(var value):
                operand = value;
                break;
            case Operand.At(var path):
                operand = flow.TrySelect(path, input);
                if (operand.IsMissing)
                    return Failure.Runtime(NotFound($"{comparison.Operator}Path", path.Text, input));
                break;
            default:
                throw new InvalidOperationException("No other operands exist.");
        }
        return Compare(comparison.Operator, variable, operand);
    }

    /// <summary>For operators that ask what kind of value it is; null for the others.</summary>
    private static bool? TestOf(ComparisonOperator op, JsonValue variable) => op switch
    {
        ComparisonOperator.IsNull => variable.IsNull,
        ComparisonOperator.IsString => variable.IsString,
        ComparisonOperator.IsNumeric => variable.IsNumber,
        ComparisonOperator.IsBoolean => variable.IsBoolean,
        ComparisonOperator.IsTimestamp => variable.IsString && Timestamps.TryParse(variable.GetString(), out _),
        _ => null,
    };

    private static bool Compare(ComparisonOperator op, JsonValue left, JsonValue right) => op switch
    {
        ComparisonOperator.BooleanEquals => left.IsBoolean && right.IsBoolean && left.GetBoolean() == right.GetBoolean(),
        ComparisonOperator.StringMatches => left.IsString && right.IsString && Wildcards.Match(right.GetString(), left.GetString()),
        ComparisonOperator.NumericEquals => Numeric(left, right) == 0,
        ComparisonOperator.NumericGreaterThan => Numeric(left, right) > 0,
        ComparisonOperator.NumericGreaterThanEquals => Numeric(left, right) >= 0,
        ComparisonOperator.NumericLessThan => Numeric(left, right) < 0,
        ComparisonOperator.NumericLessThanEquals => Numeric(left, right) <= 0,
        ComparisonOperator.StringEquals => Text(left, right) == 0,
        ComparisonOperator.StringGreaterThan => Text(left, right) > 0,
        ComparisonOperator.StringGreaterThanEquals => Text(left, right) >= 0,
        ComparisonOperator.StringLessThan => Text(left, right) < 0,
        ComparisonOperator.StringLessThanEquals => Text(left, right) <= 0,
        ComparisonOperator.TimestampEquals => Timestamp(left, right) == 0,
        ComparisonOperator.TimestampGreaterThan => Timestamp(left, right) > 0,
        ComparisonOperator.TimestampGreaterThanEquals => Timestamp(left, right) >= 0,
        ComparisonOperator.TimestampLessThan => Timestamp(left, right) < 0,
        ComparisonOperator.TimestampLessThanEquals => Timestamp(left, right) <= 0,
        _ => throw new InvalidOperationException($"No rule compares by {op}."),
    };

    private static int? Numeric(JsonValue left, JsonValue right)
    {
        if (!left.IsNumber || !right.IsNumber)
            return null;
        if (left.TryGetDecimal(out var a) && right.TryGetDecimal(out var b))
            return a.CompareTo(b);
        return left.GetDouble().CompareTo(right.GetDouble());
    }

    private static int? Text(JsonValue left, JsonValue right) =>
        left.IsString && right.IsString ? string.CompareOrdinal(left.GetString(), right.GetString()) : null;

    private static int? Timestamp(JsonValue left, JsonValue right) =>
        left.IsString && right.IsString
        && Timestamps.TryParse(left.GetString(), out var a) && Timestamps.TryParse(right.GetString(), out var b)
            ? a.CompareTo(b)
            : null;

    private static bool Expected(Condition.Comparison comparison) => ((Operand.Literal)comparison.Operand).Value.GetBoolean();

    private static string NotFound(string field, string path, JsonValue input) => field == "Variable"
        ? $"Invalid path '{path}': The choice state's condition path references an invalid value."
        : $"The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{input.Compact()}'";
}
