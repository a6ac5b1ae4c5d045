using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Whatever comes in, the answer is the error AWS would give, and the process goes on.</summary>
public sealed class BadInputTests(SharedServer shared) : IAsyncLifetime
{
    private readonly StepFunctionsClient _client = shared.Server.Client();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>After every test: the server still answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _client.CallAsync("ListStateMachines", []);
        _client.Dispose();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"name\":}")]
    [InlineData("{\"name\":\"a\"} trailing")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    public async Task Malformed_json_is_a_serialization_error(string body) =>
        await FailsAsync("CreateActivity", Encoding.UTF8.GetBytes(body), 400, "SerializationException");

    [Theory]
    [InlineData("{\"name\":{}}")]
    [InlineData("{\"name\":7}")]
    [InlineData("{\"name\":\"a\",\"tags\":\"x\"}")]
    public async Task A_member_of_the_wrong_type_is_a_serialization_error(string body) =>
        await FailsAsync("CreateActivity", Encoding.UTF8.GetBytes(body), 400, "SerializationException");

    [Fact]
    public async Task Invalid_utf8_is_a_serialization_error() =>
        await FailsAsync("CreateActivity", [.. "{\"name\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8], 400, "SerializationException");

    [Fact]
    public async Task Deep_nesting_in_a_request_is_a_serialization_error()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"name":"a","unknown":{{Nested(100_000)}}}""");
        await FailsAsync("CreateActivity", body, 400, "SerializationException");
    }

    [Fact]
    public async Task Deep_nesting_in_a_definition_is_an_invalid_definition()
    {
        var answer = await _client.SendAsync("CreateStateMachine", Machine("deep", $$"""{"StartAt":{{Nested(100_000)}}}"""));
        Assert.Equal("InvalidDefinition", answer.Error);
    }

    [Fact]
    public async Task Deep_nesting_in_an_input_is_an_invalid_input()
    {
        var machine = await _client.CreateStateMachineAsync("deep-input", Definitions.Hello);
        var answer = await _client.SendAsync("StartExecution", new() { ["stateMachineArn"] = machine, ["input"] = Nested(100_000) });
        Assert.Equal("InvalidExecutionInput", answer.Error);
    }

    [Theory]
    [InlineData("AWSStepFunctions.MakeCoffee")]
    [InlineData("AWSStepFunctions.")]
    [InlineData("Coffee.CreateActivity")]
    public async Task An_unknown_target_is_an_unknown_operation(string target) =>
        await FailsAsync(target, "{}"u8.ToArray(), 400, "UnknownOperationException");

    [Fact]
    public async Task An_operation_that_is_not_written_yet_says_so_and_never_succeeds()
    {
        var answer = await _client.SendAsync("Logs_20140328.StartQuery", []);
        Assert.Equal("UnknownOperationException", answer.Error);
    }

    [Fact]
    public async Task An_oversized_body_is_refused()
    {
        var answer = await _client.SendAsync("CreateActivity", new() { ["name"] = new string('a', 20 * 1024 * 1024) });
        Assert.InRange(answer.Status, 400, 413);
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_a_validation_error()
    {
        var machine = await _client.CreateStateMachineAsync("large", Definitions.Hello);
        var input = $"\"{new string('a', 256 * 1024)}\"";
        var answer = await _client.SendAsync("StartExecution", new() { ["stateMachineArn"] = machine, ["input"] = input });
        Assert.Equal("ValidationException", answer.Error);
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        var input = new JsonObject { ["name"] = "unknown-members", ["colour"] = new JsonArray(1, "red", null) };
        var answer = await _client.SendAsync("CreateActivity", input);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_missing_member_is_a_validation_error_with_the_text_of_aws()
    {
        var answer = await _client.SendAsync("CreateActivity", []);
        Assert.Equal("ValidationException", answer.Error);
        Assert.Equal(
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null", answer.Message);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"StartAt":"A","States":{}}""")]
    [InlineData("""{"StartAt":"A","States":{"B":{"Type":"Pass","End":true}}}""")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Coffee","End":true}}}""")]
    public async Task A_wrong_definition_is_an_invalid_definition(string definition)
    {
        var answer = await _client.SendAsync("CreateStateMachine", Machine("wrong", definition));
        Assert.Equal("InvalidDefinition", answer.Error);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSStepFunctions.ListActivities\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("hello there\r\n\r\n")]
    public async Task A_request_that_is_no_api_call_gets_a_client_error(string request)
    {
        var answer = await ExchangeAsync(Encoding.ASCII.GetBytes(request));
        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
    }

    [Fact]
    public async Task Half_a_request_harms_nobody()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"na"u8.ToArray());
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static JsonObject Machine(string name, string definition) =>
        new() { ["name"] = name, ["definition"] = definition, ["roleArn"] = "arn:aws:iam::000000000000:role/test" };

    private async Task FailsAsync(string operation, byte[] body, int status, string error)
    {
        var answer = await _client.PostAsync(operation, body);
        Assert.Equal((status, error), (answer.Status, answer.Error));
    }

    private async Task<string> ExchangeAsync(byte[] request)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(request);
        var buffer = new byte[4096];
        var count = await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(20));
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, shared.Server.Endpoint.Port));
        return socket;
    }
}
