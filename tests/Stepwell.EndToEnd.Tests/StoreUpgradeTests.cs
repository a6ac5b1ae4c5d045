using Stepwell.EndToEnd.Tests.Server;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests;

/// <summary>A store that an older release made.</summary>
public sealed class StoreUpgradeTests : IDisposable
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:old";
    private const string RunScript = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_store_of_the_first_release_is_brought_up_to_date()
    {
        Assert.SkipWhen(StoreEngine.IsPostgres, "The first release had the embedded store only.");
        var script = Path.Combine(Repository.Root, "tests", "Stepwell.EndToEnd.Tests", "Stores", "version1.sql");
        var made = await Tool.RunAsync("python3", ["-c", RunScript, Path.Combine(_data.Path, "stepwell.db"), script]);
        Assert.True(made.ExitCode == 0, made.Errors);

        await using var server = await StepwellServer.StartAsync(_data.Path);
        using var client = server.Client();
        var version = await client.CallAsync("PublishStateMachineVersion", new() { ["stateMachineArn"] = Machine });
        Assert.Equal($"{Machine}:1", version.Text("stateMachineVersionArn"));
        Assert.Equal("SUCCEEDED", (await client.WaitForEndAsync(await client.StartAsync($"{Machine}:1", "one"))).Text("status"));
    }

    [Fact]
    public async Task A_PostgreSQL_store_without_the_index_of_expired_executions_and_without_counts_gets_them()
    {
        Assert.SkipUnless(StoreEngine.IsPostgres, "For runs on PostgreSQL.");
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            using var client = first.Client();
            var waiting = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}}""";
            await client.StartAsync(await client.CreateStateMachineAsync("m", waiting), "one");
            Assert.Equal(0, await first.StopAsync());
        }
        var database = StoreEngine.AddressFor(_data.Path).Split('/')[^1];
        PostgresServer.Shared.Query(
            database,
            "DROP INDEX sfn_execution_sfn_execution_end; DROP TABLE tallies, sfn_last_turn, cw_metric, cw_datapoint, cw_alarm, cw_alarm_history, cw_tag; " +
            "UPDATE store_properties SET value = 5 WHERE name = 'schema_version'");

        await using var server = await StepwellServer.StartAsync(_data.Path);
        Assert.Equal("1", PostgresServer.Shared.Query(database, "SELECT count(*) FROM pg_indexes WHERE indexname = 'sfn_execution_sfn_execution_end'"));
        Assert.Equal(
            "sfn open executions us-east-1:000000000000 1, sfn state machines us-east-1:000000000000 1",
            PostgresServer.Shared.Query(
                database, "SELECT string_agg(convert_from(name, 'UTF8') || ' ' || value, ', ' ORDER BY name) FROM tallies"));
    }
}
