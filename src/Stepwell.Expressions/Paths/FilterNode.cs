using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Paths;

/// <summary>The condition of a filter <c>[?(…)]</c>.</summary>
internal abstract record FilterNode
{
    public sealed record And(FilterNode Left, FilterNode Right) : FilterNode;

    public sealed record Or(FilterNode Left, FilterNode Right) : FilterNode;

    public sealed record Not(FilterNode Operand) : FilterNode;

    /// <summary>A path by itself: true where it selects something, be it false or null.</summary>
    public sealed record Exists(JsonPath Path) : FilterNode;

    public sealed record Comparison(FilterOperand Left, FilterOperator Operator, FilterOperand Right) : FilterNode;

    /// <summary><c>left =~ /pattern/flags</c>: the pattern must match all of the text.</summary>
    public sealed record Matches(FilterOperand Left, Regex Pattern) : FilterNode;
}

internal abstract record FilterOperand
{
    public sealed record Literal(JsonValue Value) : FilterOperand;

    public sealed record Selection(JsonPath Path) : FilterOperand;
}

internal enum FilterOperator
{
    Equal,
    NotEqual,
    StrictlyEqual,
    StrictlyNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    All,
    Contains,
    Size,
    Empty,
}
