using System.Diagnostics;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Machine;
using Stepwell.Testing;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>DBOS on a PostgreSQL that syncs. Its load comes from its own process, without HTTP between.</summary>
internal sealed class DbosSide : ISide
{
    private readonly PostgresServer _postgres;
    private readonly Process _process;

    /// <param name="folder">For its data.</param>
    public DbosSide(string folder)
    {
        _postgres = new PostgresServer(folder, isDurable: true);
        _process = NodePrograms.Start("dbos.mjs", _postgres.TakeDatabase());
    }

    public static bool IsInstalled => NodePrograms.Installed("@dbos-inc/dbos-sdk") is not null;

    public string Name => "DBOS";

    public IReadOnlyList<int> Processes => [_process.Id, .. ProcessUsage.Family(_postgres.ProcessId)];

    public Figures Run(int clients, TimeSpan duration, double? perSecond)
    {
        var request = new JsonObject { ["clients"] = clients, ["seconds"] = duration.TotalSeconds, ["perSecond"] = perSecond };
        _process.StandardInput.WriteLine(request.ToJsonString());
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("DBOS has ended.");
        var answer = JsonNode.Parse(line)!;
        return new Figures((double)answer["perSecond"]!, (double)answer["p50"]!, (double)answer["p99"]!);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _postgres.Dispose();
    }
}
