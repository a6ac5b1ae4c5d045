using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>A store is copied while its server works, and another server goes on with the copy.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Orders = 40;

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _copy = new();
    private readonly TemporaryFolder _files = new();

    private string File => Path.Combine(_files.Path, "backup");

    public void Dispose()
    {
        _data.Dispose();
        _copy.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_under_load_goes_on_to_its_end_in_the_restored_store()
    {
        string activity;
        var before = new List<string>();
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            using var client = first.Client();
            activity = (await client.CallAsync("CreateActivity", new() { ["name"] = "work" })).Text("activityArn");
            var machine = await client.CreateStateMachineAsync("chain", Definitions.Chain(activity));
            await using var left = new ActivityWorker(first, activity);
            await using var right = new ActivityWorker(first, activity);
            for (var order = 0; order < Orders; order++)
                before.Add(await client.StartAsync(machine, $"before-{order}", $$"""{"order":{{order}}}"""));
            await Eventually.HoldsAsync(() => left.Answered + right.Answered > Orders / 2);
            var backup = StepwellServer.RunAsync(["backup", File, .. StepwellServer.StoreOptions(_data.Path)]);
            for (var order = 0; order < Orders || !backup.IsCompleted; order++)
                await client.StartAsync(machine, $"during-{order}", $$"""{"order":{{order}}}""");
            var (exitCode, text) = await backup;
            Assert.True(exitCode == 0, text);
            await first.KillAsync();
        }

        Assert.Equal([File], Directory.EnumerateFileSystemEntries(_files.Path));
        var restored = await StepwellServer.RunAsync(["restore", File, .. StepwellServer.StoreOptions(_copy.Path)]);
        Assert.True(restored.ExitCode == 0, restored.Output);
        await using var second = await StepwellServer.StartAsync(_copy.Path);
        using var again = second.Client();
        await using var worker = new ActivityWorker(second, activity);
        await using var other = new ActivityWorker(second, activity);
        for (var order = 0; order < Orders; order++)
        {
            var description = await again.WaitForEndAsync(before[order]);
            Assert.Equal($$"""{"order":{{order}},"first":{{order}},"both":[{{order}},{{order}}]}""", description.Text("output"));
            ChainHistory.Check(await again.HistoryAsync(before[order]));
        }
    }

    [Fact]
    public async Task Neither_a_store_nor_a_file_is_overwritten()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path);
        using var client = server.Client();
        var machine = await client.CreateStateMachineAsync("hello", Definitions.Hello);
        string[] place = StepwellServer.StoreOptions(_data.Path);
        Assert.Equal(0, (await StepwellServer.RunAsync(["backup", File, .. place])).ExitCode);
        await Fails("is there already.", ["backup", File, .. place]);
        await Fails("is in use by another server.", ["restore", File, .. place]);
        Assert.Equal(0, await server.StopAsync());
        await Fails("holds a store already.", ["restore", File, .. place]);
        await Fails("holds no store.", ["backup", File + "2", .. StepwellServer.StoreOptions(_copy.Path)]);

        await using var again = await StepwellServer.StartAsync(_data.Path);
        using var next = again.Client();
        Assert.True((await next.SendAsync("DescribeStateMachine", new JsonObject { ["stateMachineArn"] = machine })).IsSuccess);
    }

    private static async Task Fails(string words, string[] arguments)
    {
        var (exitCode, text) = await StepwellServer.RunAsync(arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }
}
