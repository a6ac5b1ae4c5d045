using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// Every call of the recorded Step Functions conversations is replayed against a service that does nothing: what AWS refused with a
/// validation error is refused with the same text, and nothing that AWS let through is.
/// </summary>
public sealed partial class StepFunctionsValidationTests
{
    [Fact]
    public async Task Recorded_calls_are_validated_as_aws_validated_them()
    {
        var index = ConformanceData.Read("sfn/open/index.json");
        await using var server = await TestServer.StartAsync(maxBodyBytes: 16 * 1024 * 1024);
        var refused = 0;
        foreach (var entry in index.AsArray())
        {
            var recorded = ConformanceData.Read($"sfn/open/{entry!["area"]}/{((string)entry["id"]!).Split('/')[^1]}.json");
            foreach (var step in recorded["steps"]!.AsArray().Where(step => (string?)step!["do"] == "call" && IsStepFunctions(step)))
                refused += await Replay(server, recorded, step!) ? 1 : 0;
        }

        Assert.True(refused >= 10, $"only {refused} validation errors were met");
    }

    /// <summary>All but the long poll, which would wait.</summary>
    private static bool IsStepFunctions(JsonNode step) =>
        (string?)step["service"] == "stepfunctions" && (string?)step["op"] != "GetActivityTask";

    private static async Task<bool> Replay(TestServer server, JsonNode recorded, JsonNode step)
    {
        var body = Placeholder.Replace(step["params"]?.ToJsonString() ?? "{}", "arn");
        using var response = await server.PostAsync("AWSStepFunctions." + step["op"], body);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("SerializationException", answer);
        if (!answer.Contains("ValidationException", StringComparison.Ordinal)) return false;

        var message = (string)JsonNode.Parse(answer)!["message"]!;
        var isKnown = Texts(recorded["expected"]).Any(text => WithoutValue(text).Contains(WithoutValue(message), StringComparison.Ordinal));
        Assert.True(isKnown, $"{recorded["id"]}: {step["op"]}: {message}");
        return true;
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    /// <summary>The recordings have placeholders for what varies.</summary>
    private static string WithoutValue(string text) => Value.Replace(text, "Value '…'");

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(@"Value '[^']*'")]
    private static partial Regex Value { get; }
}
