using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>
/// Clients put <c>sync-</c> before the host for StartSyncExecution and TestState, as the API's model says, and then look for a host of
/// that name. No name server knows <c>sync-127.0.0.1</c> or <c>sync-localhost</c>, so users have one of these to do:
/// switch the prefix off (CLI and boto3: <c>AWS_DISABLE_HOST_PREFIX_INJECTION=true</c>; JavaScript: <c>disableHostPrefix: true</c>;
/// .NET: <c>DisableHostPrefixInjection</c>; Java: <c>DISABLE_HOST_PREFIX_INJECTION</c>), name the server as the client's proxy, or let
/// the name with the prefix resolve (<c>sync-localhost</c> in the hosts file, a network alias of the container).
/// The server takes every host there is.
/// </summary>
public sealed class HostPrefixTests(SharedServer shared)
{
    private const string RoleArn = "arn:aws:iam::000000000000:role/test";
    private const string Succeed = """{"Type":"Succeed"}""";

    [Theory]
    [InlineData("sync-localhost")]
    [InlineData("sync-127.0.0.1:4566")]
    [InlineData("sync-states.localhost:4566")]
    [InlineData("sync-states.us-east-1.amazonaws.com")]
    public async Task Both_operations_with_a_prefix_are_served_under_any_host(string host)
    {
        using var client = new StepFunctionsClient(shared.Server.Endpoint) { Host = host };
        var tested = await client.CallAsync("TestState", new JsonObject { ["definition"] = Succeed, ["roleArn"] = RoleArn, ["input"] = "[1]" });
        Assert.Equal("[1]", tested.Text("output"));
        var run = await client.CallAsync("StartSyncExecution", new JsonObject { ["stateMachineArn"] = await ExpressAsync(), ["input"] = """{"n":1}""" });
        Assert.Equal("""{"n":1,"hello":"world"}""", run.Text("output"));
    }

    [Fact]
    public async Task The_signature_is_that_of_the_host_with_its_prefix()
    {
        using var data = new TemporaryFolder();
        var key = new AccessKey("AKIDEXAMPLE", "the-secret");
        await using var server = await StepwellServer.StartAsync(data.Path, "--access-key", $"{key.Id}:{key.Secret}");
        using var client = new StepFunctionsClient(server.Endpoint, key) { Host = "sync-states.localhost:4566" };
        await client.CallAsync("TestState", new JsonObject { ["definition"] = Succeed, ["roleArn"] = RoleArn });
    }

    /// <summary>As clients write who take the server for their proxy.</summary>
    [Fact]
    public async Task A_request_line_with_the_whole_address_is_understood()
    {
        var host = $"sync-127.0.0.1:{shared.Server.Endpoint.Port}";
        var body = JsonSerializer.Serialize(new { definition = Succeed, roleArn = RoleArn });
        var request = $"POST http://{host}/ HTTP/1.1\r\nHost: {host}\r\nX-Amz-Target: AWSStepFunctions.TestState\r\n"
            + $"Content-Type: application/x-amz-json-1.0\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        var cancellation = TestContext.Current.CancellationToken;
        using var connection = new TcpClient();
        await connection.ConnectAsync(shared.Server.Endpoint.Host, shared.Server.Endpoint.Port, cancellation);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellation);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(cancellation);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"SUCCEEDED\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cli_reaches_the_server_through_the_server_as_its_proxy()
    {
        var result = await StartSyncAsync(("HTTP_PROXY", shared.Server.Endpoint.ToString()), ("NO_PROXY", ""), ("no_proxy", ""));
        AssertRan(result);
    }

    [Fact]
    public async Task The_cli_reaches_the_server_with_the_prefix_switched_off()
    {
        var result = await StartSyncAsync(("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"));
        if (result.Errors.Contains("sync-127.0.0.1", StringComparison.Ordinal))
            Assert.Skip("This CLI is older than the variable.");
        AssertRan(result);
    }

    [Fact]
    public async Task The_cli_alone_looks_for_a_host_that_does_not_exist()
    {
        var result = await StartSyncAsync();
        Assert.Contains($"http://sync-127.0.0.1:{shared.Server.Endpoint.Port}/", result.Errors, StringComparison.Ordinal);
    }

    private static void AssertRan(ToolResult result)
    {
        Assert.True(result.ExitCode == 0, result.Errors);
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Equal("SUCCEEDED", answer.RootElement.GetProperty("status").GetString());
        Assert.Equal("""{"n":2,"hello":"world"}""", answer.RootElement.GetProperty("output").GetString());
    }

    private async Task<ToolResult> StartSyncAsync(params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>(AwsCli.Variables) { ["AWS_MAX_ATTEMPTS"] = "1" };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return await Tool.RunAsync(
            "aws",
            [
                "--endpoint-url", shared.Server.Endpoint.ToString(), "--output", "json", "stepfunctions", "start-sync-execution",
                "--state-machine-arn", await ExpressAsync(), "--input", """{"n":2}""",
            ],
            environment);
    }

    /// <summary>Creating it again changes nothing.</summary>
    private async Task<string> ExpressAsync()
    {
        using var client = shared.Server.Client();
        var input = new JsonObject
        {
            ["name"] = "host-prefix",
            ["type"] = "EXPRESS",
            ["definition"] = Definitions.Hello,
            ["roleArn"] = RoleArn,
        };
        return (await client.CallAsync("CreateStateMachine", input)).Text("stateMachineArn");
    }
}
