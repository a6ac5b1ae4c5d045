using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>Compares JSON by value: the order of members does not matter, nor how a number is written.</summary>
internal static class JsonComparison
{
    public static void AssertSame(JsonNode? expected, JsonNode? actual)
    {
        Assert.True(Same(expected, actual), $"expected {expected?.ToJsonString()}\n but was {actual?.ToJsonString()}");
    }

    private static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JsonObject x, JsonObject y) => x.Count == y.Count
            && x.All(member => y.TryGetPropertyValue(member.Key, out var other) && Same(member.Value, other)),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
        _ when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number =>
            double.Parse(a.ToJsonString()) == double.Parse(b.ToJsonString()),
        _ => JsonNode.DeepEquals(a, b),
    };
}
