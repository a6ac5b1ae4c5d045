using System.Globalization;
using Stepwell.Bench.Load.Generator;

namespace Stepwell.Bench.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const int WarmUpClients = 64;

    /// <summary>The program of the server.</summary>
    public string Server { get; init; } = "";

    /// <summary>Numbers of clients, one measurement for each.</summary>
    public IReadOnlyList<int> Clients { get; init; } = [1, 64, 256];

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Before the first measurement on a server, with <see cref="WarmUpClients"/>: its just-in-time compiler needs that.</summary>
    public TimeSpan FirstWarmUp => WarmUp * 3;

    /// <summary>Runs per measurement; the median is reported.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>The server knows the access key and verifies every signature.</summary>
    public bool VerifiesSignatures { get; init; }

    /// <summary>The store is a PostgreSQL, not a folder.</summary>
    public bool UsesPostgres { get; init; }

    /// <summary>Also measures at half of the highest rate.</summary>
    public bool HasHalfLoad { get; init; }

    /// <summary>Numbers of items of a Map, one measurement for each.</summary>
    public IReadOnlyList<int> Items { get; init; } = [100_000];

    /// <summary>Numbers of closed executions to measure among.</summary>
    public IReadOnlyList<int> Closed { get; init; } = [1_000, 100_000, 1_000_000];

    /// <summary>Open executions.</summary>
    public int Count { get; init; } = 1_000_000;

    /// <summary>Executions per second that are offered to all alike.</summary>
    public int Rate { get; init; } = 200;

    /// <summary>Who executes the tasks.</summary>
    public IReadOnlyList<string> Sides { get; init; } = [];

    /// <summary>The keys that the server is to accept, as it takes them; none: it accepts all.</summary>
    public IReadOnlyList<string> AcceptedKeys => VerifiesSignatures ? [$"{Requests.Key.KeyId}:{Requests.Key.Secret}"] : [];

    /// <summary>Reads options over those that are there.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or lacks its value.</exception>
    public Options Parse(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => this,
        ["--half-load", .. var rest] => (this with { HasHalfLoad = true }).Parse(rest),
        [var name, var value, .. var rest] => With(name, value).Parse(rest),
        [var name] => throw new ArgumentException($"{name} lacks its value, or is no option."),
    };

    private Options With(string name, string value) => name switch
    {
        "--server" => this with { Server = value },
        "--clients" => this with { Clients = Numbers(value) },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Number(value)) },
        "--warm-up" => this with { WarmUp = TimeSpan.FromSeconds(Number(value)) },
        "--rounds" => this with { Rounds = Number(value) },
        "--items" => this with { Items = Numbers(value) },
        "--closed" => this with { Closed = Numbers(value) },
        "--count" => this with { Count = Number(value) },
        "--rate" => this with { Rate = Number(value) },
        "--sides" => this with { Sides = value.Split(',') },
        "--keys" => this with { VerifiesSignatures = value == "on" },
        "--store" => this with { UsesPostgres = value == "postgres" },
        _ => throw new ArgumentException($"There is no option {name}."),
    };

    private static int[] Numbers(string text) => [.. text.Split(',').Select(Number)];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
