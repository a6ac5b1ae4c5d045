using System.Globalization;

namespace Stepwell.Bench.Load;

/// <summary>What the command line asks for.</summary>
/// <param name="Clients">Numbers of clients, one measurement for each.</param>
/// <param name="VerifiesSignatures">The server knows the access key and verifies every signature.</param>
/// <param name="Rounds">Runs per measurement; the median is reported.</param>
/// <param name="Items">Numbers of items of a Map, one measurement for each.</param>
internal sealed record Options(
    string Server, IReadOnlyList<int> Clients, TimeSpan Duration, TimeSpan WarmUp, int Rounds, bool VerifiesSignatures, IReadOnlyList<int> Items)
{
    private static readonly Options Default =
        new("", [1, 64, 256], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), Rounds: 3, VerifiesSignatures: false, [100_000]);

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static Options Parse(IEnumerable<string> arguments) =>
        arguments.Chunk(2).Aggregate(Default, (options, pair) => options.With(pair[0], pair.ElementAtOrDefault(1) ?? ""));

    private Options With(string name, string value) => name switch
    {
        "--server" => this with { Server = value },
        "--clients" => this with { Clients = [.. value.Split(',').Select(Number)] },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Number(value)) },
        "--warm-up" => this with { WarmUp = TimeSpan.FromSeconds(Number(value)) },
        "--rounds" => this with { Rounds = Number(value) },
        "--items" => this with { Items = [.. value.Split(',').Select(Number)] },
        "--keys" => this with { VerifiesSignatures = value == "on" },
        _ => throw new ArgumentException($"There is no option {name}."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
