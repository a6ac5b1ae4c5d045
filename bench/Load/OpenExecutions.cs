using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// Very many open executions, each of which waits in a Task state until somebody sends success with its task token: what they cost while
/// nothing happens to them, how a crashed server comes up with them, what new work beside them costs, and how fast they end.
/// </summary>
internal sealed class OpenExecutions(Options options, string dataFolder)
{
    private const int Clients = 256;
    private const int NewWorkClients = 64;
    private const int Restarts = 3;
    private const string Waiting = "waiting";

    public Report Run()
    {
        using var product = new Product(options, Path.Combine(dataFolder, "open"));
        Prepare(product);
        var stored = product.StoredBytes();
        var rows = new List<JsonObject> { Start(product, stored) };
        var restarts = Enumerable.Range(1, Restarts).Select(number => Restart(product, number)).ToList();
        var withOpen = product.StoredBytes();
        var newWork = MeasureNewWork(product);
        rows.Add(Finish(product, stored + product.StoredBytes() - withOpen));
        return new Report("open-executions", [$"{options.Count:N0} open executions, {Clients} clients"], [.. rows, .. restarts, .. newWork]);
    }

    private static void Prepare(Product product)
    {
        var (server, requests) = (product.Endpoint, new Requests(product.Endpoint));
        var wait = $$"""{"Type":"Task","Resource":"{{Requests.Activity(Waiting)}}","End":true}""";
        Client.Call(server, requests.CreateActivity(Waiting));
        Client.Call(server, requests.CreateStateMachine(Waiting, $$$"""{"StartAt":"Wait","States":{"Wait":{{{wait}}} }}"""));
        FivePassLoad.CreateStateMachine(server);
    }

    private JsonObject Start(Product product, long storedBefore)
    {
        var names = FivePassLoad.NewNames();
        var start = new CallDialogue(new Requests(product.Endpoint).StartExecution(Waiting), turn => ExecutionDialogue.NameOf(names, turn));
        return MeasurePhase(product, "start", start, storedBefore);
    }

    private JsonObject Finish(Product product, long storedBefore)
    {
        var requests = new Requests(product.Endpoint);
        var work = new ActivityDialogue(requests.GetActivityTask(Waiting), requests.SendTaskSuccess());
        var row = MeasurePhase(product, "finish", work, storedBefore);
        using var open = JsonDocument.Parse(
            Client.Call(product.Endpoint, requests.ListExecutions(Waiting, ",\"statusFilter\":\"RUNNING\",\"maxResults\":1")));
        if (open.RootElement.GetProperty("executions").GetArrayLength() > 0)
            throw new InvalidOperationException("Not every execution has ended.");
        return row;
    }

    private JsonObject MeasurePhase(Product product, string name, IDialogue dialogue, long storedBefore)
    {
        Console.Error.WriteLine($"{name} {options.Count} executions");
        var meter = product.StartMeter();
        var sample = LoadLoop.Run(product.Endpoint, Clients, dialogue, Schedule.Of(options.Count));
        var used = meter.Stop();
        return new JsonObject
        {
            ["phase"] = name,
            ["seconds"] = Report.Round(sample.Elapsed.TotalSeconds),
            ["executions/s"] = Report.Round(sample.PerSecond),
            ["p50 ms"] = Report.Round(sample.Milliseconds(0.50)),
            ["p99 ms"] = Report.Round(sample.Milliseconds(0.99)),
            ["CPU us/exec"] = Report.Round(used.CpuSeconds * 1e6 / options.Count),
            ["written B/exec"] = Report.Round((double)used.BytesWritten / options.Count),
            ["store B/exec"] = Report.Round((double)(product.StoredBytes() - storedBefore) / options.Count),
            ["RSS MiB"] = Report.Mebibytes(used.ResidentBytes),
            ["peak RSS MiB"] = Report.Mebibytes(used.PeakResidentBytes),
            ["foreign"] = Report.Round(used.ForeignCores),
        };
    }

    private static JsonObject Restart(Product product, int number)
    {
        var elapsed = product.Restart();
        return new JsonObject
        {
            ["restart after kill -9"] = number,
            ["first answer ms"] = Report.Round(elapsed.TotalMilliseconds),
            ["RSS MiB"] = Report.Mebibytes(product.StartMeter().ResidentBytes),
        };
    }

    /// <summary>Five Pass states, alternately on this server and on an empty one.</summary>
    private List<JsonObject> MeasureNewWork(Product product)
    {
        Console.Error.WriteLine("new work beside them");
        using var empty = new Product(options, Path.Combine(dataFolder, "empty"));
        FivePassLoad.CreateStateMachine(empty.Endpoint);
        Product[] servers = [empty, product];
        foreach (var server in servers)
            Load(server, options.FirstWarmUp);
        var rounds = Enumerable.Range(0, options.Rounds)
            .Select(_ => servers.Select(server => Load(server, options.Duration)).ToArray())
            .ToList();
        var medians = servers.Select((_, index) => Figures.Of(Figures.Median(rounds.Select(round => round[index]), sample => sample.PerSecond)));
        return [.. medians.Select((figures, index) => ToRow(index == 0 ? "an empty server" : "the open ones", servers[index], figures, medians.First()))];
    }

    private static JsonObject ToRow(string place, Product server, Figures figures, Figures alone) => new()
    {
        ["new work beside"] = place,
        ["executions/s"] = Report.Round(figures.PerSecond),
        ["p50 ms"] = Report.Round(figures.P50),
        ["p99 ms"] = Report.Round(figures.P99),
        ["rate to empty"] = Report.Round(figures.PerSecond / alone.PerSecond),
        ["p99 to empty"] = Report.Round(figures.P99 / alone.P99),
        ["RSS MiB"] = Report.Mebibytes(server.StartMeter().ResidentBytes),
        ["x Restate"] = Peers.Ratio(figures.PerSecond, Peers.Restate[Peers.Clients(NewWorkClients)].PerSecond),
        ["x DBOS"] = Peers.Ratio(figures.PerSecond, Peers.Dbos[Peers.Clients(NewWorkClients)].PerSecond),
    };

    private static Sample Load(Product server, TimeSpan duration) => FivePassLoad.Run(server.Endpoint, NewWorkClients, Schedule.For(duration));
}
