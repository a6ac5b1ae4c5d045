using static System.FormattableString;

namespace Stepwell.Bench.Load;

/// <summary>
/// What others did on the machine of bench/results: two cores, load generator included, on 2026-11-23. The peers that a benchmark runs by
/// itself take the place of these.
/// </summary>
internal static class Peers
{
    /// <summary>State transitions per second of one execution alone on AWS.</summary>
    public const double AwsTransitionsPerSecond = 260;

    /// <summary>Restate 1.7.12: five <c>ctx.run</c> steps of a handler in Node.js 24.</summary>
    public static readonly IReadOnlyDictionary<string, Figures> Restate = new Dictionary<string, Figures>
    {
        [Clients(1)] = new(145, 6.65, 12.5),
        [Clients(64)] = new(637, 99, 153),
        [Clients(256)] = new(895, 284, 404),
        [HalfLoad] = new(450, 21.7, 139),
    };

    /// <summary>DBOS 5.3.0: five steps of a workflow in Node.js 24 on PostgreSQL 15, fsync on.</summary>
    public static readonly IReadOnlyDictionary<string, Figures> Dbos = new Dictionary<string, Figures>
    {
        [Clients(1)] = new(165, 5.6, 11),
        [Clients(64)] = new(363, 171, 235),
        [Clients(256)] = new(401, 665, 810),
        [HalfLoad] = new(200, 6.9, 14.7),
    };

    /// <summary>aws-local-stepfunctions 3.0.0 on Node.js 24: Pass states per second by one and by 64 callers.</summary>
    public static readonly IReadOnlyDictionary<int, double> Interpreter = new Dictionary<int, double> { [1] = 607_000, [64] = 686_000 };

    /// <summary>Half of the most that it can.</summary>
    public const string HalfLoad = "half load";

    public static string Clients(int clients) => clients == 1 ? "1 client" : $"{clients} clients";

    /// <summary>How many times as much; null where there is nothing to compare with.</summary>
    public static double? Ratio(double? figure, double? other) => figure is { } a && other is { } b ? Report.Round(a / b) : null;

    /// <summary>The figures as lines of text.</summary>
    public static IEnumerable<string> Quote() => [Quote("Restate", Restate), Quote("DBOS", Dbos)];

    private static string Quote(string peer, IReadOnlyDictionary<string, Figures> figures) =>
        $"{peer}, five durable steps, quoted: "
        + string.Join("; ", figures.Select(entry => Invariant($"{entry.Key} {entry.Value.PerSecond}/s, p50 {entry.Value.P50} ms, p99 {entry.Value.P99} ms")));
}
