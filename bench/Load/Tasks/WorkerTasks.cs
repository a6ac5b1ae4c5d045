using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>
/// Executions of five steps that workers do, each step durable before the next begins: here, on Restate and on DBOS, one after another on
/// the same machine. A peer that is not installed is quoted.
/// </summary>
internal sealed class WorkerTasks(Options options, string dataFolder, string benchmark)
{
    private const int PacedClients = 64;

    private readonly Dictionary<string, Figures> _restate = new(Peers.Restate);
    private readonly Dictionary<string, Figures> _dbos = new(Peers.Dbos);
    private readonly BlockDevice _device = BlockDevice.Of(dataFolder);
    private readonly List<string> _notes = [];

    private string PacedLoad => $"{options.Rate}/s offered";

    public Report Run()
    {
        var rows = options.Sides.SelectMany(Measure).ToList();
        if (!options.Sides.Contains("restate") || !options.Sides.Contains("dbos"))
            _notes.AddRange(Peers.Quote());
        return new Report(benchmark, [.. _notes, "latency columns of peers: theirs divided by ours"], rows);
    }

    private List<JsonObject> Measure(string name)
    {
        Console.Error.WriteLine($"measuring {name}");
        var folder = Path.Combine(dataFolder, name);
        if (Start(name, folder) is not { } started)
        {
            _notes.Add($"{name} is not installed; quoted: {Peers.Quote().Single(quote => quote.StartsWith(name, StringComparison.OrdinalIgnoreCase))}");
            return [];
        }
        using var side = started;
        side.Run(Options.WarmUpClients, options.FirstWarmUp, perSecond: null);
        var rows = options.Clients.Select(clients => MeasureLoad(side, Peers.Clients(clients), clients, perSecond: null)).ToList();
        rows.Add(MeasureLoad(side, PacedLoad, PacedClients, options.Rate));
        return rows;
    }

    /// <summary>Null: it is a peer that is not installed.</summary>
    private ISide? Start(string name, string folder) => name switch
    {
        "restate" => RestateSide.IsInstalled ? new RestateSide(folder) : null,
        "dbos" => DbosSide.IsInstalled ? new DbosSide(folder) : null,
        "activity" => StepwellSide.WithActivity("activity, Node.js", new Product(options, folder), "activity-worker.mjs"),
        "activity-sdk" => StepwellSide.WithActivity("activity, AWS SDK for JavaScript", new Product(options, folder), "activity-worker-sdk.mjs"),
        "http" => StepwellSide.WithHttp("HTTP, Node.js", new Product(options, folder), NodePrograms.StartServer("http-worker.mjs")),
        "bare" => new BareSide(ServerProcess.Start(Environment.ProcessPath!, StepServer.Command)),
        "csharp" => StepwellSide.WithHttp(
            "HTTP, C#", new Product(options, folder), ServerProcess.Start(Environment.ProcessPath!, StepServer.Command)),
        _ => throw new ArgumentException($"Nobody is called {name}."),
    };

    private JsonObject MeasureLoad(ISide side, string load, int clients, double? perSecond)
    {
        side.Run(clients, options.WarmUp, perSecond);
        var rounds = new List<(Figures Figures, Consumption Used)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            var meter = Meter.Start(side.Processes, _device);
            rounds.Add((side.Run(clients, options.Duration, perSecond), meter.Stop()));
        }
        var (figures, used) = Figures.Median(rounds, round => perSecond is null ? round.Figures.PerSecond : round.Figures.P99);
        if (side is RestateSide)
            _restate[load] = figures;
        if (side is DbosSide)
            _dbos[load] = figures;
        return ToRow(side.Name, load, figures, used);
    }

    private JsonObject ToRow(string side, string load, Figures figures, Consumption used) => new()
    {
        ["workers"] = side,
        ["load"] = load,
        ["executions/s"] = Report.Round(figures.PerSecond),
        ["p50 ms"] = Report.Round(figures.P50),
        ["p99 ms"] = Report.Round(figures.P99),
        ["x Restate"] = Peers.Ratio(figures.PerSecond, _restate.GetValueOrDefault(load)?.PerSecond),
        ["Restate p50"] = Peers.Ratio(_restate.GetValueOrDefault(load)?.P50, figures.P50),
        ["Restate p99"] = Peers.Ratio(_restate.GetValueOrDefault(load)?.P99, figures.P99),
        ["x DBOS"] = Peers.Ratio(figures.PerSecond, _dbos.GetValueOrDefault(load)?.PerSecond),
        ["DBOS p50"] = Peers.Ratio(_dbos.GetValueOrDefault(load)?.P50, figures.P50),
        ["DBOS p99"] = Peers.Ratio(_dbos.GetValueOrDefault(load)?.P99, figures.P99),
        ["CPU us/exec"] = Report.Round(used.CpuSeconds * 1e6 / (figures.PerSecond * options.Duration.TotalSeconds)),
        ["device B/exec"] = Report.Round(used.DeviceBytesWritten / (figures.PerSecond * options.Duration.TotalSeconds)),
        ["RSS MiB"] = Report.Mebibytes(used.ResidentBytes),
        ["foreign"] = Report.Round(used.ForeignCores),
    };
}
