using System.Collections.Immutable;
using Stepwell.Expressions;
using Stepwell.Json;

namespace Stepwell.States.Definition;

/// <param name="Assign">Null: none, whatever the state has, whose Assign and Output are for the default.</param>
/// <param name="Output">Of JSONata states; null: the input.</param>
public sealed record ChoiceRule(Condition Condition, string Next, TemplateField? Assign, JsonataTemplate? Output);

/// <summary>The test of a choice rule: a tree of And, Or and Not over comparisons; in JSONata one expression.</summary>
public abstract record Condition
{
    public sealed record And(ImmutableArray<Condition> Operands) : Condition;

    public sealed record Or(ImmutableArray<Condition> Operands) : Condition;

    public sealed record Not(Condition Operand) : Condition;

    public sealed record Comparison(Expression Variable, ComparisonOperator Operator, Operand Operand) : Condition;

    /// <summary>An expression that must come to a boolean, or a literal one.</summary>
    public sealed record Jsonata(JsonataTemplate Template) : Condition;
}

/// <summary>What a variable is compared with: a literal, or (operators whose name ends in Path) what a path selects.</summary>
public abstract record Operand
{
    public sealed record Literal(JsonValue Value) : Operand;

    public sealed record At(Expression Expression) : Operand;
}

/// <summary>The comparison operators; those ending in Path are the same operator with an <see cref="Operand.At"/>.</summary>
public enum ComparisonOperator
{
    BooleanEquals,
    IsBoolean,
    IsNull,
    IsNumeric,
    IsPresent,
    IsString,
    IsTimestamp,
    NumericEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    NumericLessThan,
    NumericLessThanEquals,
    StringEquals,
    StringGreaterThan,
    StringGreaterThanEquals,
    StringLessThan,
    StringLessThanEquals,
    StringMatches,
    TimestampEquals,
    TimestampGreaterThan,
    TimestampGreaterThanEquals,
    TimestampLessThan,
    TimestampLessThanEquals,
}
