using System.Collections.Immutable;
using System.Text;
using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Paths;

/// <summary>Words why a definite path selects nothing, as the Jayway library does and Step Functions repeats.</summary>
internal static class MissingPath
{
    public static string Explain(ImmutableArray<Segment> segments, JsonValue root)
    {
        var way = new StringBuilder("$");
        var value = root;
        for (var i = 0; i < segments.Length; i++)
        {
            var next = Definite.Select([segments[i]], value);
            if (next.IsMissing) return Explain(segments[i..], value, way);
            way.Append(Show(segments[i]));
            value = next;
        }

        return $"No results for path: {way}";
    }

    public static bool EndsPastArray(ImmutableArray<Segment> segments, JsonValue root) =>
        !segments.IsEmpty && segments[^1] is Segment.Element && Definite.Select(segments[..^1], root).IsArray;

    private static string Explain(ImmutableArray<Segment> rest, JsonValue value, StringBuilder way)
    {
        var step = Show(rest[0]);
        if (rest[0] is Segment.Element)
        {
            return value.IsArray
                ? $"No results for path: {way}{string.Concat(rest.Select(Show))}"
                : $"Filter: {string.Concat(rest.Select(Show))} can only be applied to arrays. Current context is: {JavaText.Of(value)}";
        }

        if (!value.IsObject) return $"Property {step} not found in path {way}";
        return rest.Length == 1 ? $"No results for path: {way}{step}" : $"Missing property in path {way}{step}";
    }

    private static string Show(Segment segment) => segment switch
    {
        Segment.Member member => $"['{member.Name}']",
        Segment.Members members => $"[{string.Join(", ", members.Names.Select(name => $"'{name}'"))}]",
        Segment.Element element => $"[{element.Index}]",
        _ => throw new InvalidOperationException($"Not a definite step: {segment}."),
    };
}
