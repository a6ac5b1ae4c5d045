using System.Text.Json;
using Stepwell.EndToEnd.Tests.Crashes.Facts;

namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>An execution has ended as what happened to it lets expect.</summary>
internal static class EndCheck
{
    /// <returns>What is wrong, a sentence each.</returns>
    public static IEnumerable<string> Check(ExecutionFacts facts, ExecutionView view, Workflows workflows)
    {
        if (facts.Start is not { } start)
            yield break;
        var mayFail = start.Machine == workflows.Fan || facts.Results.Any(result => result.Error == Workflows.Refused);
        var mayEnd = view.Status switch
        {
            "SUCCEEDED" => true,
            "ABORTED" => facts.Stops.Count > 0,
            "FAILED" => mayFail,
            _ => false,
        };
        if (!mayEnd)
            yield return $"nobody wanted it to be {view.Status}";
        if (view.Status != "SUCCEEDED")
            yield break;
        using var input = JsonDocument.Parse(start.GivenInput);
        if (Text(view.Output, "id") != Text(input.RootElement, "id"))
            yield return "its output is not that of its input";
        if (start.Machine == workflows.Fan && !Items(view.Output).SequenceEqual(input.RootElement.GetProperty("items").EnumerateArray().Select(Number)))
            yield return "its results are not those of its items";
    }

    private static string Text(JsonElement value, string member) => value.GetProperty(member).GetString()!;

    private static IEnumerable<int> Items(JsonElement output) =>
        output.GetProperty("results").EnumerateArray().Select(result => Number(result.GetProperty("item")));

    private static int Number(JsonElement value) => value.GetInt32();
}
