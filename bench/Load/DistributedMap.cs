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

    private const string Account = "us-east-1:000000000000";
    private static readonly Credentials Key = new("AKIDSTEPWELLBENCH", "bench-secret");
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan QuietInterval = TimeSpan.FromMilliseconds(250);

    private readonly BlockDevice _device = BlockDevice.Of(dataFolder);
    private int _rounds;

    public async Task<MapReport> RunAsync()
    {
        var results = new List<MapMeasurement>();
        foreach (var items in options.Items)
        {
            results.Add(await MeasureAsync("STANDARD", items));
            results.Add(await MeasureAsync("EXPRESS", items));
        }
        return new MapReport("distributed-map", Host.Commit(), Host.Machine(), Host.Runtime(), results);
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

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>The median of the rounds.</summary>
    private async Task<MapMeasurement> MeasureAsync(string childType, int items)
    {
        var rounds = new List<MapMeasurement>();
        for (var round = 0; round < options.Rounds; round++)
            rounds.Add(await MeasureRoundAsync(childType, items));
        return rounds.OrderBy(round => round.ChildrenPerSecond).ElementAt(options.Rounds / 2);
    }

    private async Task<MapMeasurement> MeasureRoundAsync(string childType, int items)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, $"{++_rounds}"));
        var result = await MeasureInAsync(folder, childType, items);
        folder.Delete(recursive: true);
        return result;
    }

    private async Task<MapMeasurement> MeasureInAsync(DirectoryInfo folder, string childType, int items)
    {
        using var server = ServerProcess.Start(options.Server, ["up", "--data", folder.FullName]);
        await MapAsync(server, "warm-up", childType, WarmUpItems);
        var before = await UsageWhenQuietAsync(server);
        var sizeBefore = SizeOf(folder.FullName);
        var own = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();

        var elapsed = await MapAsync(server, "distributed-map", childType, items);

        // The rows of the children are deleted behind the end: that belongs to what a child costs.
        var after = await UsageWhenQuietAsync(server);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var ownSeconds = (Environment.CpuUsage.TotalTime - own).TotalSeconds;
        var cpuSeconds = after.CpuSeconds - before.CpuSeconds;
        return new MapMeasurement(
            childType,
            items,
            Math.Round(elapsed.TotalSeconds, 2),
            Math.Round(items / elapsed.TotalSeconds),
            Math.Round(cpuSeconds * 1e6 / items, 1),
            Math.Round((double)(SizeOf(folder.FullName) - sizeBefore) / items),
            Math.Round((double)(after.BytesWritten - before.BytesWritten) / items),
            Math.Round((double)(after.DeviceBytesWritten - before.DeviceBytesWritten) / items),
            Math.Round(before.ResidentBytes / 1048576.0, 1),
            Math.Round(after.PeakResidentBytes / 1048576.0, 1),
            Math.Round((after.MachineCpuSeconds - before.MachineCpuSeconds - cpuSeconds - ownSeconds) / seconds, 2));
    }

    private async Task<ProcessUsage> UsageWhenQuietAsync(ServerProcess server)
    {
        var usage = ProcessUsage.Read(server.Id, _device);
        while (true)
        {
            await Task.Delay(QuietInterval, TimeProvider.System);
            var next = ProcessUsage.Read(server.Id, _device);
            if (next.CpuSeconds - usage.CpuSeconds < 0.02)
                return next;
            usage = next;
        }
    }

    /// <summary>Runs one Map to its end and returns how long that took, from the request that starts it.</summary>
    /// <exception cref="InvalidOperationException">Not every item has succeeded.</exception>
    private static async Task<TimeSpan> MapAsync(ServerProcess server, string name, string childType, int items)
    {
        var (host, now) = (server.Endpoint.ToString(), TimeProvider.System.GetUtcNow());
        var machineArn = $"arn:aws:states:{Account}:stateMachine:{name}";
        var execution = Encoding.ASCII.GetBytes(name.PadRight(RequestTemplate.NameLength, '-'));
        Client.Call(server.Endpoint, RequestTemplate.CreateStateMachine(host, name, "STANDARD", Definition(childType, items), Key, now));
        var describe = RequestTemplate.OfExecution(host, "DescribeExecution", machineArn, Key, now);

        var started = Stopwatch.GetTimestamp();
        Client.Call(server.Endpoint, RequestTemplate.StartExecution(host, "StartExecution", machineArn, Key, now), execution);
        string answer;
        do
        {
            await Task.Delay(PollInterval, TimeProvider.System);
            answer = Client.Call(server.Endpoint, describe, execution);
        }
        while (answer.Contains("\"RUNNING\"", StringComparison.Ordinal));
        var elapsed = Stopwatch.GetElapsedTime(started);

        using var list = JsonDocument.Parse(
            Client.Call(server.Endpoint, RequestTemplate.OfExecution(host, "ListMapRuns", machineArn, Key, now), execution));
        var mapRunArn = list.RootElement.GetProperty("mapRuns")[0].GetProperty("mapRunArn").GetString()!;
        using var mapRun = JsonDocument.Parse(Client.Call(server.Endpoint, RequestTemplate.DescribeMapRun(host, mapRunArn, Key, now)));
        if (mapRun.RootElement.GetProperty("executionCounts").GetProperty("succeeded").GetInt64() != items)
            throw new InvalidOperationException($"Not every child succeeded: {answer} {mapRun.RootElement}");
        return elapsed;
    }
}
