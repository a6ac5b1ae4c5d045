using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Expressions.Paths;

/// <summary>Follows a path that selects at most one value. Allocates nothing but the object of a final <c>['a','b']</c>.</summary>
internal static class Definite
{
    public static JsonValue Select(ImmutableArray<Segment> segments, JsonValue root)
    {
        var value = root;
        foreach (var segment in segments)
        {
            value = segment switch
            {
                Segment.Member member => value.Get(member.Utf8Name),
                Segment.Element element => ElementOf(value, element.Index),
                Segment.Members members => Merge(value, members),
                _ => throw new InvalidOperationException($"Not a definite step: {segment}."),
            };
            if (value.IsMissing) return default;
        }

        return value;
    }

    /// <summary>The item at an index that, if negative, counts from the end; missing where there is none.</summary>
    public static JsonValue ElementOf(JsonValue value, int index) => value[index < 0 ? value.Count + index : index];

    /// <summary>An object of those members that exist; missing for anything but an object.</summary>
    public static JsonValue Merge(JsonValue value, Segment.Members members)
    {
        if (!value.IsObject) return default;
        var merged = new JsonObjectBuilder();
        foreach (var name in members.Names) merged.Add(name, value[name]);
        return merged.Build();
    }
}
