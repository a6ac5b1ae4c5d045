using System.Net;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// Executions of five Pass states over HTTP with signatures. Standard ones are acknowledged from disk. They are asked for one by one until
/// they have ended, and in rows of their own only started, and asked for all together when the time is over. Express ones are
/// synchronous: the answer to the start tells the end.
/// </summary>
internal sealed class FivePass(Options options, string dataFolder, bool isExpress)
{
    /// <summary>Enough connections that none is waited for at half load.</summary>
    private const int PacedClients = 256;

    private delegate Sample Load(IPEndPoint server, int clients, Schedule schedule);

    public Report Run()
    {
        using var product = new Product(options, Path.Combine(dataFolder, "data"));
        using var empty = ServerProcess.Start(Environment.ProcessPath!, [EmptyServer.Command, .. options.AcceptedKeys]);
        FivePassLoad.CreateStateMachine(product.Endpoint, isExpress ? "EXPRESS" : "STANDARD");
        Load whole = isExpress ? FivePassLoad.RunExpress : FivePassLoad.Run;
        whole(product.Endpoint, Options.WarmUpClients, Schedule.For(options.FirstWarmUp));
        whole(empty.Endpoint, Options.WarmUpClients, Schedule.For(options.FirstWarmUp));
        var rows = options.Clients.Select(clients => Measure(product, empty, whole, clients, Peers.Clients(clients))).ToList();
        if (!isExpress)
            rows.AddRange(options.Clients.Select(clients => MeasureStarts(product, empty, clients)));
        if (options.HasHalfLoad)
            rows.Add(MeasureHalfLoad(product, whole, rows.Take(options.Clients.Count).Max(row => (double)row["executions/s"]!) / 2));
        string[] notes =
        [
            $"ready after {Report.Round(product.StartTime.TotalMilliseconds)} ms, signatures {(options.VerifiesSignatures ? "" : "not ")}verified, "
                + (options.UsesPostgres ? "on PostgreSQL, whose processor time is counted" : "on SQLite"),
            .. isExpress ? [] : new[] { $"all {FivePassLoad.CountSucceeded(product.Endpoint)} executions are listed, and have succeeded" },
            .. Peers.Quote(),
            "latency columns of peers: theirs divided by ours",
        ];
        return new Report(isExpress ? "express-pass" : "standard-pass", notes, rows);
    }

    private JsonObject MeasureStarts(Product product, ServerProcess empty, int clients) =>
        Measure(product, empty, FivePassLoad.RunStarts, clients, $"{Peers.Clients(clients)}, start only");

    private JsonObject Measure(Product product, ServerProcess empty, Load load, int clients, string name)
    {
        load(product.Endpoint, clients, Schedule.For(options.WarmUp));
        load(empty.Endpoint, clients, Schedule.For(options.WarmUp));
        var rounds = new List<(Sample Sample, Consumption Used)>();
        var ceilings = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rounds.Add(MeasureRound(product, load, clients, Schedule.For(options.Duration)));
            ceilings.Add(load(empty.Endpoint, clients, Schedule.For(options.Duration)).PerSecond);
        }
        var median = Figures.Median(rounds, round => round.Sample.PerSecond);
        return ToRow(name, Peers.Clients(clients), median.Sample, median.Used, Figures.Median(ceilings, rate => rate));
    }

    private JsonObject MeasureHalfLoad(Product product, Load load, double perSecond)
    {
        var schedule = Schedule.Paced(perSecond, options.Duration);
        var rounds = Enumerable.Range(0, options.Rounds).Select(_ => MeasureRound(product, load, PacedClients, schedule));
        var median = Figures.Median(rounds, round => round.Sample.Milliseconds(0.99));
        return ToRow(Peers.HalfLoad, Peers.HalfLoad, median.Sample, median.Used, ceiling: null);
    }

    private static (Sample Sample, Consumption Used) MeasureRound(Product product, Load load, int clients, Schedule schedule)
    {
        var meter = product.StartMeter();
        var sample = load(product.Endpoint, clients, schedule);
        return (sample, meter.Stop());
    }

    private static JsonObject ToRow(string name, string load, Sample sample, Consumption used, double? ceiling)
    {
        var figures = Figures.Of(sample);
        return new JsonObject
        {
            ["load"] = name,
            ["executions/s"] = Report.Round(figures.PerSecond),
            ["transitions/s"] = Report.Round(figures.PerSecond * FivePassLoad.States),
            ["p50 ms"] = Report.Round(figures.P50),
            ["p99 ms"] = Report.Round(figures.P99),
            ["CPU cores"] = Report.Round(used.CpuSeconds / used.Seconds),
            ["CPU us/exec"] = Report.Round(used.CpuSeconds * 1e6 / sample.Count),
            ["generator cores"] = Report.Round(used.GeneratorCpuSeconds / used.Seconds),
            ["foreign"] = Report.Round(used.ForeignCores),
            ["written B/exec"] = Report.Round((double)used.BytesWritten / sample.Count),
            ["device B/exec"] = Report.Round((double)used.DeviceBytesWritten / sample.Count),
            ["RSS MiB"] = Report.Mebibytes(used.ResidentBytes),
            ["ceiling/s"] = ceiling is { } most ? Report.Round(most) : null,
            ["ratio"] = ceiling is null ? null : Peers.Ratio(figures.PerSecond, ceiling),
            // At half load the rate says nothing.
            ["x Restate"] = Peers.Ratio(ceiling is null ? null : figures.PerSecond, Peers.Restate.GetValueOrDefault(load)?.PerSecond),
            ["Restate p99"] = Peers.Ratio(Peers.Restate.GetValueOrDefault(load)?.P99, figures.P99),
            ["x DBOS"] = Peers.Ratio(ceiling is null ? null : figures.PerSecond, Peers.Dbos.GetValueOrDefault(load)?.PerSecond),
            ["DBOS p99"] = Peers.Ratio(Peers.Dbos.GetValueOrDefault(load)?.P99, figures.P99),
        };
    }
}
