using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// One execution of a Map state in Distributed mode over inline items, each of which becomes a child execution of one Pass state. Every
/// round has a server and a data folder of its own.
/// </summary>
internal sealed class DistributedMap(Options options, string dataFolder)
{
    /// <summary>Enough for the just-in-time compiler to have seen what is measured.</summary>
    private const int WarmUpItems = 20_000;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private int _rounds;

    public async Task<Report> RunAsync()
    {
        var rows = new List<JsonObject>();
        foreach (var items in options.Items)
        {
            rows.Add(await MeasureAsync("STANDARD", items));
            rows.Add(await MeasureAsync("EXPRESS", items));
        }
        return new Report("distributed-map", [], rows);
    }

    /// <summary>
    /// The workflow makes the items itself. Results that are too large together to be an output fail the state in AWS as well; they are
    /// not what is measured, so that error is caught.
    /// </summary>
    private static string Definition(string childType, int items)
    {
        var pass = new JsonObject { ["Type"] = "Pass", ["Output"] = 0, ["End"] = true };
        var map = new JsonObject
        {
            ["Type"] = "Map",
            ["Items"] = string.Create(CultureInfo.InvariantCulture, $"{{% [1..{items}] %}}"),
            ["ItemProcessor"] = new JsonObject
            {
                ["ProcessorConfig"] = new JsonObject { ["Mode"] = "DISTRIBUTED", ["ExecutionType"] = childType },
                ["StartAt"] = "Child",
                ["States"] = new JsonObject { ["Child"] = pass },
            },
            ["Output"] = "{% $count($states.result) %}",
            ["Catch"] = new JsonArray(
                new JsonObject { ["ErrorEquals"] = new JsonArray("States.DataLimitExceeded"), ["Output"] = "too large", ["Next"] = "Done" }),
            ["Next"] = "Done",
        };
        return new JsonObject
        {
            ["QueryLanguage"] = "JSONata",
            ["StartAt"] = "Map",
            ["States"] = new JsonObject { ["Map"] = map, ["Done"] = new JsonObject { ["Type"] = "Succeed" } },
        }.ToJsonString();
    }

    /// <summary>The median of the rounds.</summary>
    private async Task<JsonObject> MeasureAsync(string childType, int items)
    {
        var rounds = new List<JsonObject>();
        for (var round = 0; round < options.Rounds; round++)
            rounds.Add(await MeasureRoundAsync(childType, items));
        return Figures.Median(rounds, round => (double)round["children/s"]!);
    }

    private async Task<JsonObject> MeasureRoundAsync(string childType, int items)
    {
        using var product = new Product(options, Path.Combine(dataFolder, $"{++_rounds}"));
        await MapAsync(product, "warm-up", childType, WarmUpItems);
        await product.BecomeQuietAsync();
        var sizeBefore = product.StoredBytes();
        var meter = product.StartMeter();
        var residentBefore = meter.ResidentBytes;

        var elapsed = await MapAsync(product, "distributed-map", childType, items);

        // The rows of the children are deleted behind the end: that belongs to what a child costs.
        await product.BecomeQuietAsync();
        var used = meter.Stop();
        return new JsonObject
        {
            ["children"] = childType,
            ["items"] = items,
            ["seconds"] = Report.Round(elapsed.TotalSeconds),
            ["children/s"] = Report.Round(items / elapsed.TotalSeconds),
            ["CPU us/child"] = Report.Round(used.CpuSeconds * 1e6 / items),
            ["disk B/child"] = Report.Round((double)(product.StoredBytes() - sizeBefore) / items),
            ["written B/child"] = Report.Round((double)used.BytesWritten / items),
            ["device B/child"] = Report.Round((double)used.DeviceBytesWritten / items),
            ["RSS before MiB"] = Report.Mebibytes(residentBefore),
            ["peak RSS MiB"] = Report.Mebibytes(used.PeakResidentBytes),
            ["foreign"] = Report.Round(used.ForeignCores),
        };
    }

    /// <summary>Runs one Map to its end and returns how long that took, from the request that starts it.</summary>
    /// <exception cref="InvalidOperationException">Not every item has succeeded.</exception>
    private static async Task<TimeSpan> MapAsync(Product product, string name, string childType, int items)
    {
        var (server, requests) = (product.Endpoint, new Requests(product.Endpoint));
        var execution = Encoding.ASCII.GetBytes(name);
        Client.Call(server, requests.CreateStateMachine(name, Definition(childType, items)));
        var describe = requests.OfExecution(name, "DescribeExecution");

        var started = Stopwatch.GetTimestamp();
        Client.Call(server, requests.StartExecution(name), execution);
        string answer;
        do
        {
            await Task.Delay(PollInterval, TimeProvider.System);
            answer = Client.Call(server, describe, execution);
        }
        while (answer.Contains("\"RUNNING\"", StringComparison.Ordinal));
        var elapsed = Stopwatch.GetElapsedTime(started);

        using var list = JsonDocument.Parse(Client.Call(server, requests.OfExecution(name, "ListMapRuns"), execution));
        var mapRunArn = list.RootElement.GetProperty("mapRuns")[0].GetProperty("mapRunArn").GetString()!;
        using var mapRun = JsonDocument.Parse(Client.Call(server, requests.DescribeMapRun(mapRunArn)));
        if (mapRun.RootElement.GetProperty("executionCounts").GetProperty("succeeded").GetInt64() != items)
            throw new InvalidOperationException($"Not every child succeeded: {answer} {mapRun.RootElement}");
        return elapsed;
    }
}
