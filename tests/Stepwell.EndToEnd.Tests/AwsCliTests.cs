using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>The AWS CLI as it is installed, told nothing but the endpoint.</summary>
public sealed class AwsCliTests(SharedServer shared)
{
    [Fact]
    public async Task The_cli_drives_a_workflow_from_creation_to_history()
    {
        var machine = (await AwsAsync(
            "create-state-machine", "--name", "cli-hello", "--definition", Definitions.Hello,
            "--role-arn", "arn:aws:iam::000000000000:role/test")).GetProperty("stateMachineArn").GetString()!;
        Assert.Equal("arn:aws:states:us-east-1:000000000000:stateMachine:cli-hello", machine);

        var execution = (await AwsAsync("start-execution", "--state-machine-arn", machine, "--name", "one", "--input", """{"n":1}"""))
            .GetProperty("executionArn").GetString()!;
        using var client = shared.Server.Client();
        await client.WaitForEndAsync(execution);

        var description = await AwsAsync("describe-execution", "--execution-arn", execution);
        Assert.Equal("SUCCEEDED", description.GetProperty("status").GetString());
        Assert.Equal("""{"n":1,"hello":"world"}""", description.GetProperty("output").GetString());

        var history = await AwsAsync("get-execution-history", "--execution-arn", execution);
        Assert.Equal(
            ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
            history.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task The_cli_shows_an_error_by_its_name()
    {
        var result = await RunAsync("describe-execution", "--execution-arn", "arn:aws:states:us-east-1:000000000000:execution:none:none");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("(ExecutionDoesNotExist)", result.Errors, StringComparison.Ordinal);
    }

    private Task<JsonElement> AwsAsync(params string[] arguments) => AwsCli.RunAsync(shared.Server, ["stepfunctions", .. arguments]);

    private Task<ToolResult> RunAsync(params string[] arguments) => AwsCli.TryAsync(shared.Server, ["stepfunctions", .. arguments]);
}
