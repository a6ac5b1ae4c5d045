using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Expressions.Paths;

/// <summary>
/// One evaluation of an indefinite path: collects every match in document order. What a step cannot be applied to it skips, also before
/// the first indefinite step: Step Functions gives <c>[]</c> for <c>$.items[*]</c> where there are no items.
/// </summary>
internal sealed class PathWalk
{
    /// <summary>
    /// Several descents in one path multiply. A path that would look at more values than this selects nothing at all, rather than
    /// hold up the engine; it is far beyond what fits into a state's data.
    /// </summary>
    public const int MaxVisits = 1_000_000;

    private readonly EvaluationScope _scope;
    private int _visits;

    private PathWalk(JsonValue document, in EvaluationScope scope)
    {
        Document = document;
        _scope = scope;
    }

    /// <summary>What <c>$</c> means inside filters.</summary>
    public JsonValue Document { get; }

    public ref readonly EvaluationScope Scope => ref _scope;

    private bool Exhausted => _visits > MaxVisits;

    /// <summary>Accounts for one more value looked at; false when the budget is used up.</summary>
    public bool Spend() => ++_visits <= MaxVisits;

    /// <param name="outer">The walk whose filter this path is part of; both share one budget.</param>
    public static JsonValue Select(ImmutableArray<Segment> segments, JsonValue root, in EvaluationScope scope, PathWalk? outer)
    {
        var walk = outer ?? new PathWalk(root, scope);
        var matches = new JsonArrayBuilder();
        walk.Visit(root, segments.AsSpan(), matches);
        return walk.Exhausted ? default : Build(matches);
    }

    private static JsonValue Build(JsonArrayBuilder matches)
    {
        try
        {
            return matches.Build();
        }
        catch (JsonDepthException)
        {
            return default;
        }
    }

    private void Visit(JsonValue value, ReadOnlySpan<Segment> steps, JsonArrayBuilder matches)
    {
        if (value.IsMissing || !Spend()) return;
        if (steps.IsEmpty)
        {
            matches.Add(value);
            return;
        }

        var rest = steps[1..];
        switch (steps[0])
        {
            case Segment.Member member:
                Visit(value.Get(member.Utf8Name), rest, matches);
                break;
            case Segment.Members members when rest.IsEmpty:
                Visit(Definite.Merge(value, members), rest, matches);
                break;
            case Segment.Members members:
                foreach (var name in members.Names) Visit(value[name], rest, matches);
                break;
            case Segment.Element element:
                Visit(Definite.ElementOf(value, element.Index), rest, matches);
                break;
            case Segment.Elements elements:
                foreach (var index in elements.Indexes) Visit(Definite.ElementOf(value, index), rest, matches);
                break;
            case Segment.Slice slice:
                VisitSlice(value, slice, rest, matches);
                break;
            case Segment.Wildcard:
                VisitChildren(value, rest, matches);
                break;
            case Segment.Descent:
                Descend(value, rest, matches);
                break;
            case Segment.Filter filter:
                VisitAccepted(value, filter.Condition, rest, matches);
                break;
            default:
                throw new InvalidOperationException($"No such step: {steps[0]}.");
        }
    }

    private void VisitSlice(JsonValue value, Segment.Slice slice, ReadOnlySpan<Segment> rest, JsonArrayBuilder matches)
    {
        if (!value.IsArray) return;
        var start = Bound(slice.Start ?? 0, value.Count);
        var end = Bound(slice.End ?? value.Count, value.Count);
        for (long i = start; i < end && !Exhausted; i += slice.Step) Visit(value[(int)i], rest, matches);
    }

    private static int Bound(int index, int count) => Math.Clamp(index < 0 ? count + index : index, 0, count);

    private void VisitChildren(JsonValue value, ReadOnlySpan<Segment> rest, JsonArrayBuilder matches)
    {
        foreach (var item in value.Items) Visit(item, rest, matches);
        foreach (var member in value.Members) Visit(member.Value, rest, matches);
    }

    /// <summary>
    /// The rest of the path is tried on arrays and objects from the outside in. A filter asks the objects found about themselves, so that
    /// it is not put to arrays, which would ask the same objects again.
    /// </summary>
    private void Descend(JsonValue value, ReadOnlySpan<Segment> rest, JsonArrayBuilder matches)
    {
        if (Exhausted || !(value.IsArray || value.IsObject)) return;
        var asksItemsTwice = value.IsArray && rest[0] is Segment.Filter;
        if (!asksItemsTwice) Visit(value, rest, matches);
        foreach (var item in value.Items) Descend(item, rest, matches);
        foreach (var member in value.Members) Descend(member.Value, rest, matches);
    }

    /// <summary>A filter picks items of an array, but of an object it asks whether the object itself will do.</summary>
    private void VisitAccepted(JsonValue value, FilterNode condition, ReadOnlySpan<Segment> rest, JsonArrayBuilder matches)
    {
        if (value.IsObject && FilterEvaluator.Accepts(condition, value, this)) Visit(value, rest, matches);
        foreach (var item in value.Items)
        {
            if (Exhausted) return;
            if (FilterEvaluator.Accepts(condition, item, this)) Visit(item, rest, matches);
        }
    }
}
