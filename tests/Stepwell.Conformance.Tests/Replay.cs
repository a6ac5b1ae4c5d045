using Stepwell.Conformance.Tests;
using Stepwell.EndToEnd.Tests.Server;

[assembly: AssemblyFixture(typeof(Replay))]

namespace Stepwell.Conformance.Tests;

/// <summary>
/// One replay of all recorded conversations against one server. Excluded cases run too, so that one that has come into reach is seen.
/// </summary>
public sealed class Replay : IAsyncLifetime
{
    private const string SecondAccount = "111122223333";

    private readonly Exclusions _exclusions = Exclusions.Load();
    private IReadOnlyList<Case> _cases = [];
    private Dictionary<string, Verdict> _verdicts = [];

    /// <summary>The cases as recorded, by area; nothing where the recordings are not at hand.</summary>
    public static string? Folder => Repository.Conformance;

    internal static string Set => Environment.GetEnvironmentVariable("STEPWELL_CONFORMANCE_SET") ?? "open";

    public static IEnumerable<string> Areas =>
        Folder is null
            ? []
            : Directory.EnumerateDirectories(Path.Combine(Folder, "sfn", Set)).Select(Path.GetFileName).OfType<string>().Order();

    internal IEnumerable<Exclusion> UnusedExclusions => _exclusions.All.Where(exclusion => !_cases.Any(exclusion.Covers));

    internal ILookup<string, (Case Case, Verdict Verdict, string? Excluded)> ByArea =>
        _cases.ToLookup(recorded => recorded.Area, recorded => (recorded, _verdicts[recorded.Id], _exclusions.ReasonFor(recorded)));

    public async ValueTask InitializeAsync()
    {
        if (Folder is null)
            return;
        _cases = Case.LoadAll(Path.Combine(Folder, "sfn", Set));
        using var data = new TemporaryFolder();
        await using var server = await StepwellServer.StartAsync(data.Path);
        var results = Path.Combine(data.Path, "verdicts.json");
        var run = await Tool.RunAsync(
            "python3",
            [
                Path.Combine(Folder, "run_sfn.py"), "--endpoint", server.Endpoint.ToString(), "--set", Set,
                "--data", Path.Combine(Folder, "sfn"), "--no-iam", "--account2", SecondAccount, "--await-s", "60", "--jobs", "12",
                "--quiet", "--no-diff", "--json", results,
            ]);
        if (!File.Exists(results))
            throw new InvalidOperationException($"The runner gave no results.\n{run.Output}\n{run.Errors}\n{server.Output}");
        _verdicts = Verdict.LoadAll(results).ToDictionary(verdict => verdict.Id);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
