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
    public async Task A_PostgreSQL_store_of_the_first_schema_is_brought_up_to_date_with_all_that_is_in_it()
    {
        Assert.SkipUnless(StoreEngine.IsPostgres, "For runs on PostgreSQL.");
        var script = Path.Combine(Repository.Root, "tests", "Stepwell.EndToEnd.Tests", "Stores", "postgres5.sql");
        var database = StoreEngine.AddressFor(_data.Path).Split('/')[^1];
        PostgresServer.Shared.Query(database, await File.ReadAllTextAsync(script, CancellationToken.None));

        await using var server = await StepwellServer.StartAsync(_data.Path, "--execution-retention-days", "36500");
        Assert.Equal("1", PostgresServer.Shared.Query(database, "SELECT count(*) FROM pg_indexes WHERE indexname = 'sfn_execution_sfn_execution_end'"));
        Assert.Equal(
            "sfn activities us-east-1:000000000000 1, sfn open executions us-east-1:000000000000 1, " +
            "sfn open executions us-east-1:000000000000:open 1, sfn state machines us-east-1:000000000000 2",
            PostgresServer.Shared.Query(
                database, "SELECT string_agg(convert_from(name, 'UTF8') || ' ' || value, ', ' ORDER BY name) FROM tallies"));

        using var client = server.Client();
        var closed = await client.DescribeAsync(Execution("old:closed"));
        Assert.Equal(("SUCCEEDED", """{"é":1,"added":{"from":"schema 5"}}"""), (closed.Text("status"), closed.Text("output")));
        Assert.Equal(
            ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
            (await client.HistoryAsync(Execution("old:closed"))).Select(entry => entry.GetProperty("type").GetString()));
        Assert.Equal("Enough", (await client.DescribeAsync(Execution("open:stopped"))).Text("error"));

        var task = await client.CallAsync("GetActivityTask", new() { ["activityArn"] = "arn:aws:states:us-east-1:000000000000:activity:work" });
        Assert.Equal("""{"n":2}""", task.Text("input"));
        await client.CallAsync("SendTaskSuccess", new() { ["taskToken"] = task.Text("taskToken"), ["output"] = "3" });
        Assert.Equal("3", (await client.WaitForEndAsync(Execution("open:waiting"))).Text("output"));
        Assert.Equal("SUCCEEDED", (await client.WaitForEndAsync(await client.StartAsync(Machine, "new"))).Text("status"));
    }

    private static string Execution(string name) => $"arn:aws:states:us-east-1:000000000000:execution:{name}";
}
