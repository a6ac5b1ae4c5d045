using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>What the server says about one execution, all at one moment.</summary>
internal sealed record ExecutionView(string Arn, JsonElement Description, IReadOnlyList<HistoryEntry> Events)
{
    public string Status => Description.GetProperty("status").GetString()!;

    public bool IsOpen => Status == "RUNNING";

    public decimal StartDate => Description.GetProperty("startDate").GetDecimal();

    public string Input => Description.GetProperty("input").GetString()!;

    public JsonElement Output => JsonElement.Parse(Description.GetProperty("output").GetString()!);

    /// <returns>Null when there is no such execution.</returns>
    public static async Task<ExecutionView?> ReadAsync(StepFunctionsClient client, string arn)
    {
        var before = await client.SendAsync("DescribeExecution", new() { ["executionArn"] = arn });
        while (before.Error != "ExecutionDoesNotExist")
        {
            Assert.True(before.IsSuccess, $"{arn} cannot be described: {before.Body}");
            var events = await client.HistoryAsync(arn);
            var after = await client.DescribeAsync(arn);
            // Otherwise it ended between the answers.
            if (after.Text("status") == before.Text("status"))
                return new ExecutionView(arn, after.Body, [.. events.Select(HistoryEntry.Of)]);
            before = after;
        }
        return null;
    }

    public override string ToString() => $"{Arn}\n{Description}\n{string.Join('\n', Events)}";
}
