using System.Collections.Immutable;

namespace Stepwell.Expressions.Paths;

/// <summary>Which workflow variables a path reads: the one that it starts at, and those inside its filters.</summary>
internal static class PathVariables
{
    public static ImmutableArray<string> Of(string? start, ImmutableArray<Segment> segments)
    {
        var inFilters = segments.OfType<Segment.Filter>().SelectMany(filter => In(filter.Condition));
        return [.. (start is null ? inFilters : inFilters.Prepend(start)).Distinct()];
    }

    private static IEnumerable<string> In(FilterNode node) => node switch
    {
        FilterNode.And and => In(and.Left).Concat(In(and.Right)),
        FilterNode.Or or => In(or.Left).Concat(In(or.Right)),
        FilterNode.Not not => In(not.Operand),
        FilterNode.Exists exists => exists.Path.Variables,
        FilterNode.Comparison comparison => In(comparison.Left).Concat(In(comparison.Right)),
        FilterNode.Matches matches => In(matches.Left),
        _ => throw new InvalidOperationException($"No such filter: {node}."),
    };

    private static ImmutableArray<string> In(FilterOperand operand) =>
        operand is FilterOperand.Selection selection ? selection.Path.Variables : [];
}
