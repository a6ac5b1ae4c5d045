using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load.Functions;

/// <summary>
/// Functions that answer with their event: what a warm call takes over HTTP and from a workflow's task, beside a Node.js server that does the same and
/// nothing else; what a new environment takes; and how events that were queued come through a crash.
/// </summary>
internal sealed class FunctionCalls(Options options, string dataFolder)
{
    private const string Event = """{"n":1,"text":"some words that say little"}""";
    private const string Echo = "echo";
    private const int ColdStarts = 7;
    private const int PausedCalls = 100;
    private const int QueuedEvents = 1_000;

    private double? _ownRoundTrip;

    public async Task<Report> RunAsync()
    {
        using var product = new Product(options, Path.Combine(dataFolder, "functions"));
        var lambda = new LambdaRequests(product.Endpoint);
        List<JsonObject> rows = [.. MeasureServer(), .. MeasureCalls(product, lambda)];
        rows.AddRange(MeasureColdStarts(product, lambda));
        foreach (var pause in (int[])[5, 150])
            rows.Add(await MeasurePausedCallsAsync(product, lambda, TimeSpan.FromMilliseconds(pause)));
        rows.Add(await MeasureQueueAsync(product, lambda));
        return new Report("functions", ["over own: p50 less the p50 of the Node.js server with one client"], rows);
    }

    private List<JsonObject> MeasureServer()
    {
        using var server = NodePrograms.StartServer("echo-server.mjs");
        var call = new CallDialogue(RequestTemplate.Unsigned(server.Endpoint.ToString(), "/", Event));
        return Measure("Node.js server alone", server.Endpoint, () => call, () => [server.Id]);
    }

    private List<JsonObject> MeasureCalls(Product product, LambdaRequests lambda)
    {
        var server = product.Endpoint;
        lambda.Create(Echo, FunctionPackage.NodeEcho);
        CreateMachine(server, "standard", "STANDARD");
        CreateMachine(server, "express", "EXPRESS");
        var requests = new Requests(server);
        return
        [
            .. Measure("Invoke", server, () => new CallDialogue(lambda.Invoke(Echo, Event)), () => product.Processes),
            .. Measure(
                "task, Express",
                server,
                () => new ExecutionDialogue(requests.StartExecution("express", "StartSyncExecution"), describe: null, FivePassLoad.NewNames()),
                () => product.Processes),
            .. Measure(
                "task, Standard",
                server,
                () => new ExecutionDialogue(
                    requests.StartExecution("standard"), requests.OfExecution("standard", "DescribeExecution"), FivePassLoad.NewNames()),
                () => product.Processes),
        ];
    }

    private List<JsonObject> Measure(string what, IPEndPoint server, Func<IDialogue> dialogue, Func<IReadOnlyList<int>> processes)
    {
        Console.Error.WriteLine($"measuring {what}");
        LoadLoop.Run(server, options.Clients[^1], dialogue(), Schedule.For(options.FirstWarmUp));
        return [.. options.Clients.Select(clients => MeasureClients(what, server, clients, dialogue, processes()))];
    }

    private JsonObject MeasureClients(string what, IPEndPoint server, int clients, Func<IDialogue> dialogue, IReadOnlyList<int> processes)
    {
        LoadLoop.Run(server, clients, dialogue(), Schedule.For(options.WarmUp));
        var device = BlockDevice.Of(dataFolder);
        var rounds = new List<(Figures Figures, Consumption Used)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            var meter = Meter.Start(processes, device);
            rounds.Add((Figures.Of(LoadLoop.Run(server, clients, dialogue(), Schedule.For(options.Duration))), meter.Stop()));
        }
        var (figures, used) = Figures.Median(rounds, round => round.Figures.PerSecond);
        if (clients == 1)
            _ownRoundTrip ??= figures.P50;
        return new JsonObject
        {
            ["what"] = what,
            ["load"] = Peers.Clients(clients),
            ["per second"] = Report.Round(figures.PerSecond),
            ["p50 ms"] = Report.Round(figures.P50),
            ["p99 ms"] = Report.Round(figures.P99),
            ["over own ms"] = clients == 1 && _ownRoundTrip is { } own ? Report.Round(figures.P50 - own) : null,
            ["server CPU us"] = Report.Round(used.CpuSeconds * 1e6 / (figures.PerSecond * options.Duration.TotalSeconds)),
        };
    }

    private static List<JsonObject> MeasureColdStarts(Product product, LambdaRequests lambda)
    {
        Console.Error.WriteLine("measuring cold starts");
        (string Name, FunctionPackage Package)[] functions =
        [
            ("cold-node", FunctionPackage.NodeEcho), ("cold-python", FunctionPackage.PythonEcho), ("cold-shell", FunctionPackage.ShellEcho),
            ("cold-dotnet", FunctionPackage.DotNetEcho()),
        ];
        return [.. functions.Select(function => MeasureColdStart(product, lambda, function.Name, function.Package))];
    }

    private static JsonObject MeasureColdStart(Product product, LambdaRequests lambda, string name, FunctionPackage package)
    {
        lambda.Create(name, package);
        var taken = new List<double>();
        for (var number = 0; number < ColdStarts; number++)
        {
            lambda.Renew(name, number);
            var started = Stopwatch.GetTimestamp();
            Client.Call(product.Endpoint, lambda.Invoke(name, Event));
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        taken.Sort();
        return new JsonObject
        {
            ["first call of a new environment"] = package.Runtime,
            ["median ms"] = Report.Round(taken[ColdStarts / 2]),
            ["least ms"] = Report.Round(taken[0]),
            ["most ms"] = Report.Round(taken[^1]),
        };
    }

    /// <summary>One call after each pause: after a long one the environment is frozen, after a short one it is not.</summary>
    private static async Task<JsonObject> MeasurePausedCallsAsync(Product product, LambdaRequests lambda, TimeSpan pause)
    {
        Console.Error.WriteLine("measuring calls after pauses");
        var call = lambda.Invoke(Echo, Event);
        var taken = new List<double>();
        for (var number = 0; number < PausedCalls; number++)
        {
            await Task.Delay(pause, TimeProvider.System);
            var started = Stopwatch.GetTimestamp();
            Client.Call(product.Endpoint, call);
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        taken.Sort();
        return new JsonObject
        {
            ["what"] = "Invoke after a pause",
            ["load"] = $"{pause.TotalMilliseconds:0} ms of pause, a connection for each call",
            ["p50 ms"] = Report.Round(taken[PausedCalls / 2]),
            ["p99 ms"] = Report.Round(taken[PausedCalls * 99 / 100]),
        };
    }

    /// <summary>Queues events, ends the server as <c>kill -9</c> does as soon as all are acknowledged, and counts those that come after all.</summary>
    private static async Task<JsonObject> MeasureQueueAsync(Product product, LambdaRequests lambda)
    {
        Console.Error.WriteLine("measuring queued events");
        await using var listener = await EventListener.StartAsync();
        lambda.Create("teller", FunctionPackage.NodeTeller(listener.Address));
        var call = lambda.Invoke("teller", $$"""{"n":"{{RequestTemplate.Hole}}"}""", "Event");
        var queueing = LoadLoop.Run(
            product.Endpoint, 16, new CallDialogue(call, turn => ExecutionDialogue.NameOf("e", turn)), Schedule.Of(QueuedEvents));
        var before = listener.Events;
        var started = Stopwatch.GetTimestamp();
        product.Restart();
        while (listener.Events < QueuedEvents && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        var taken = Stopwatch.GetElapsedTime(started);
        return new JsonObject
        {
            ["queued events"] = QueuedEvents,
            ["queued/s"] = Report.Round(queueing.PerSecond),
            ["done before kill -9"] = before,
            ["lost"] = QueuedEvents - listener.Events,
            ["done twice"] = listener.Repeated,
            ["seconds until all were done"] = Report.Round(taken.TotalSeconds),
        };
    }

    private static void CreateMachine(IPEndPoint server, string name, string type)
    {
        const string Definition =
            """{"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:echo","End":true}}}""";
        Client.Call(server, new Requests(server).CreateStateMachine(name, Definition, type));
    }
}
