using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// What new executions, listings and histories cost among more and more closed executions. All of those are started through the API; what
/// is started to measure stays as well, and counts for the next row.
/// </summary>
internal sealed class FlatCost(Options options, string dataFolder)
{
    private const int Clients = 64;
    private const int Calls = 500;
    private const int DeepestPlace = 100_000;

    /// <summary>Executions until the just-in-time compiler of the server has done with them.</summary>
    private const int FirstWarmUp = 30_000;

    private readonly List<(string Names, long Count)> _fills = [];
    private readonly Random _random = new(Seed: 1);
    private long _closed;
    private bool _isWarm;

    public Report Run()
    {
        using var product = new Product(options, Path.Combine(dataFolder, "data"));
        FivePassLoad.CreateStateMachine(product.Endpoint);
        Fill(product, options.Closed[0]);
        MeasureReads(product);
        MeasureReads(product);
        var rows = options.Closed.Select(closed => Measure(product, closed)).ToList();
        foreach (var row in rows)
            row["rate to first"] = Report.Round((double)row["executions/s"]! / (double)rows[0]["executions/s"]!);
        return new Report("flat-cost", [$"lists by pages of 100; p50/p99 of {Calls} calls one after another, in ms; then {Clients} clients"], rows);
    }

    private JsonObject Measure(Product product, int closed)
    {
        var started = Fill(product, closed);
        var row = new JsonObject
        {
            ["closed"] = _closed,
            ["started/s"] = started,
            ["store MiB"] = Report.Mebibytes(product.StoredBytes()),
        };
        foreach (var (name, sample) in MeasureReads(product))
            row[name] = $"{Report.Round(sample.Milliseconds(0.50))}/{Report.Round(sample.Milliseconds(0.99))}";
        AddNewWork(product, row);
        return row;
    }

    /// <summary>Starts executions until there are so many, and returns how many that were per second.</summary>
    private double? Fill(Product product, int closed)
    {
        var missing = closed - _closed;
        if (missing <= 0)
            return null;
        Console.Error.WriteLine($"starting {missing} executions");
        var names = FivePassLoad.NewNames();
        var sample = LoadLoop.Run(product.Endpoint, Clients, FivePassLoad.Starts(product.Endpoint, names), Schedule.Of(missing));
        _fills.Add((names, missing));
        _closed += missing;
        return Report.Round(sample.PerSecond);
    }

    private void AddNewWork(Product product, JsonObject row)
    {
        Run(_isWarm ? Schedule.For(options.WarmUp) : Schedule.Of(FirstWarmUp));
        _isWarm = true;
        row["new work among"] = _closed;
        var meter = product.StartMeter();
        var rounds = Enumerable.Range(0, options.Rounds).Select(_ => Run(Schedule.For(options.Duration))).ToList();
        var used = meter.Stop();
        var median = Figures.Median(rounds, sample => sample.PerSecond);
        row["executions/s"] = Report.Round(median.PerSecond);
        row["p50 ms"] = Report.Round(median.Milliseconds(0.50));
        row["p99 ms"] = Report.Round(median.Milliseconds(0.99));
        row["written B/exec"] = Report.Round((double)used.BytesWritten / rounds.Sum(sample => sample.Count));
        row["RSS MiB"] = Report.Mebibytes(used.ResidentBytes);
        row["foreign"] = Report.Round(used.ForeignCores);

        Sample Run(Schedule schedule)
        {
            var sample = FivePassLoad.Run(product.Endpoint, Clients, schedule);
            _closed += sample.Count;
            return sample;
        }
    }

    private Dictionary<string, Sample> MeasureReads(Product product)
    {
        var requests = new Requests(product.Endpoint);
        var token = DeepPage(product);
        return new Dictionary<string, Sample>
        {
            ["list"] = Measure(requests.ListExecutions(FivePassLoad.Machine, "")),
            ["list SUCCEEDED"] = Measure(requests.ListExecutions(FivePassLoad.Machine, ",\"statusFilter\":\"SUCCEEDED\"")),
            ["list FAILED"] = Measure(requests.ListExecutions(FivePassLoad.Machine, ",\"statusFilter\":\"FAILED\"")),
            ["list deep"] = Measure(requests.ListExecutions(FivePassLoad.Machine, $",\"nextToken\":\"{token}\"")),
            ["history"] = Measure(requests.OfExecution(FivePassLoad.Machine, "GetExecutionHistory"), _ => AnyName()),
        };

        Sample Measure(RequestTemplate call, Func<long, byte[]>? nameOf = null) =>
            LoadLoop.Run(product.Endpoint, clients: 1, new CallDialogue(call, nameOf), Schedule.Of(Calls));
    }

    /// <summary>Walks through half of the list, but not farther than a hundred thousand executions, and returns the token of the next page.</summary>
    private string DeepPage(Product product)
    {
        var requests = new Requests(product.Endpoint);
        var size = (int)Math.Min(FivePassLoad.LargestPage, _closed / 2);
        var (token, place) = ("", 0L);
        while (place + size <= Math.Min(_closed / 2, DeepestPlace))
        {
            var rest = $",\"maxResults\":{size}" + (place == 0 ? "" : $",\"nextToken\":\"{token}\"");
            using var page = JsonDocument.Parse(Client.Call(product.Endpoint, requests.ListExecutions(FivePassLoad.Machine, rest)));
            token = page.RootElement.GetProperty("nextToken").GetString()!;
            place += size;
        }
        return token;
    }

    /// <summary>Of one of the executions that were started to fill the store.</summary>
    private byte[] AnyName()
    {
        var index = _random.NextInt64(_fills.Sum(fill => fill.Count));
        foreach (var (names, count) in _fills)
        {
            if (index < count)
                return ExecutionDialogue.NameOf(names, index);
            index -= count;
        }
        throw new InvalidOperationException("There is no execution.");
    }
}
