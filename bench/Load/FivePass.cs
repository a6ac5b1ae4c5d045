using System.Net;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// Executions of five Pass states over HTTP with signatures. Standard ones are acknowledged from disk and asked for until their end;
/// Express ones are synchronous: the answer to the start tells the end.
/// </summary>
internal sealed class FivePass(Options options, string dataFolder, bool isExpress)
{
    /// <summary>Enough connections that none is waited for at half load.</summary>
    private const int PacedClients = 256;

    public Report Run()
    {
        using var product = new Product(options, Path.Combine(dataFolder, "data"));
        using var empty = ServerProcess.Start(Environment.ProcessPath!, [EmptyServer.Command, .. options.AcceptedKeys]);
        FivePassLoad.CreateStateMachine(product.Endpoint, isExpress ? "EXPRESS" : "STANDARD");
        Load(product.Endpoint, Options.WarmUpClients, Schedule.For(options.FirstWarmUp));
        Load(empty.Endpoint, Options.WarmUpClients, Schedule.For(options.FirstWarmUp));
        var rows = options.Clients.Select(clients => Measure(product, empty, clients)).ToList();
        if (options.HasHalfLoad)
            rows.Add(MeasureHalfLoad(product, rows.Max(row => (double)row["executions/s"]!) / 2));
        string[] notes =
        [
            $"ready after {Report.Round(product.StartTime.TotalMilliseconds)} ms, signatures {(options.VerifiesSignatures ? "" : "not ")}verified, "
                + (options.UsesPostgres ? "on PostgreSQL, whose processor time is counted" : "on SQLite"),
            .. Peers.Quote(),
            "latency columns of peers: theirs divided by ours",
        ];
        return new Report(isExpress ? "express-pass" : "standard-pass", notes, rows);
    }

    private JsonObject Measure(Product product, ServerProcess empty, int clients)
    {
        Load(product.Endpoint, clients, Schedule.For(options.WarmUp));
        Load(empty.Endpoint, clients, Schedule.For(options.WarmUp));
        var rounds = new List<(Sample Sample, Consumption Used)>();
        var ceilings = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rounds.Add(MeasureRound(product, clients, Schedule.For(options.Duration)));
            ceilings.Add(Load(empty.Endpoint, clients, Schedule.For(options.Duration)).PerSecond);
        }
        var median = Figures.Median(rounds, round => round.Sample.PerSecond);
        return ToRow(Peers.Clients(clients), median.Sample, median.Used, Figures.Median(ceilings, rate => rate));
    }

    private JsonObject MeasureHalfLoad(Product product, double perSecond)
    {
        var schedule = Schedule.Paced(perSecond, options.Duration);
        var rounds = Enumerable.Range(0, options.Rounds).Select(_ => MeasureRound(product, PacedClients, schedule));
        var median = Figures.Median(rounds, round => round.Sample.Milliseconds(0.99));
        return ToRow(Peers.HalfLoad, median.Sample, median.Used, ceiling: null);
    }

    private (Sample Sample, Consumption Used) MeasureRound(Product product, int clients, Schedule schedule)
    {
        var meter = product.StartMeter();
        var sample = Load(product.Endpoint, clients, schedule);
        return (sample, meter.Stop());
    }

    private Sample Load(IPEndPoint server, int clients, Schedule schedule) =>
        isExpress ? FivePassLoad.RunExpress(server, clients, schedule) : FivePassLoad.Run(server, clients, schedule);

    private static JsonObject ToRow(string load, Sample sample, Consumption used, double? ceiling)
    {
        var figures = Figures.Of(sample);
        return new JsonObject
        {
            ["load"] = load,
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
