using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Functions;

/// <summary>Environments that are there before anybody invokes, by the AWS CLI as it is installed.</summary>
public sealed class ProvisionedConcurrencyTests : IDisposable
{
    private const string Name = "ahead";
    private const string Code =
        """
        export const handler = async () => [process.env.AWS_LAMBDA_INITIALIZATION_TYPE, process.env.AWS_LAMBDA_FUNCTION_VERSION];
        """;

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Environments_are_ready_before_the_first_call_also_after_the_server_was_killed_and_move_with_their_alias()
    {
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            var cli = new LambdaCli(first);
            await cli.CreateAsync(Name, "nodejs22.x", "index.handler", Zip("one.zip", Code));
            await cli.RunAsync("publish-version", "--function-name", Name);
            await cli.RunAsync("create-alias", "--function-name", Name, "--name", "live", "--function-version", "1");
            var put = await cli.RunAsync(
                "put-provisioned-concurrency-config", "--function-name", Name, "--qualifier", "live", "--provisioned-concurrent-executions", "2");
            Assert.Equal("IN_PROGRESS", put.GetProperty("Status").GetString());
            await ReadyAsync(cli);
            await CallAsync(cli, "1");
            await first.KillAsync();
        }

        await using var second = await StepwellServer.StartAsync(_data.Path);
        var again = new LambdaCli(second);
        await ReadyAsync(again);
        await CallAsync(again, "1");

        await again.RunAsync("update-function-code", "--function-name", Name, "--zip-file", $"fileb://{Zip("two.zip", Code + "\n")}");
        await again.RunAsync("publish-version", "--function-name", Name);
        await again.RunAsync("update-alias", "--function-name", Name, "--name", "live", "--function-version", "2");
        await ReadyAsync(again);
        await CallAsync(again, "2");
    }

    [Fact]
    public async Task Code_that_cannot_be_initialized_is_a_failure_with_its_reason()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path);
        var cli = new LambdaCli(server);
        await cli.CreateAsync(Name, "nodejs22.x", "index.handler", Zip("broken.zip", "throw new Error('no')"));
        await cli.RunAsync("publish-version", "--function-name", Name);
        await cli.RunAsync(
            "put-provisioned-concurrency-config", "--function-name", Name, "--qualifier", "1", "--provisioned-concurrent-executions", "1");
        var config = await SettledAsync(cli, "1");
        Assert.Equal(
            ("FAILED", "FUNCTION_ERROR_INIT_FAILURE", 0),
            (config.GetProperty("Status").GetString(), config.GetProperty("StatusReason").GetString(),
                config.GetProperty("AvailableProvisionedConcurrentExecutions").GetInt32()));
    }

    private static async Task ReadyAsync(LambdaCli cli)
    {
        var config = await SettledAsync(cli, "live");
        Assert.Equal(
            ("READY", 2, 2),
            (config.GetProperty("Status").GetString(), config.GetProperty("AvailableProvisionedConcurrentExecutions").GetInt32(),
                config.GetProperty("AllocatedProvisionedConcurrentExecutions").GetInt32()));
    }

    private static async Task<JsonElement> SettledAsync(LambdaCli cli, string qualifier)
    {
        var config = default(JsonElement);
        await Eventually.HoldsAsync(async () =>
        {
            config = await cli.RunAsync("get-provisioned-concurrency-config", "--function-name", Name, "--qualifier", qualifier);
            return config.GetProperty("Status").GetString() != "IN_PROGRESS";
        });
        return config;
    }

    private static async Task CallAsync(LambdaCli cli, string version)
    {
        var (answer, payload) = await cli.InvokeAsync(Name, "{}", "--qualifier", "live", "--log-type", "Tail");
        Assert.Equal($"""["provisioned-concurrency","{version}"]""", payload);
        var log = Encoding.UTF8.GetString(Convert.FromBase64String(answer.GetProperty("LogResult").GetString()!));
        Assert.Contains("REPORT RequestId", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Init Duration", log, StringComparison.Ordinal);
    }

    private string Zip(string name, string code)
    {
        var file = Path.Combine(_data.Path, name);
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry("index.mjs").Open());
        writer.Write(code);
        return file;
    }
}
