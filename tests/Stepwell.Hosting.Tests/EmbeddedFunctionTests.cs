using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Stepwell.Hosting.Embedding;
using Stepwell.Json;
using Stepwell.Testing.Logging;
using Stepwell.Wire;

namespace Stepwell.Hosting.Tests;

/// <summary>An embedded server, over the HTTP that clients use.</summary>
public sealed class EmbeddedFunctionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
    private readonly HttpClient _client = new();

    [Fact]
    public async Task A_handler_is_a_function_that_answers()
    {
        var options = new StepwellOptions(_folder);
        options.Functions.Add("Charge-Card", (@event, _, _) => Task.FromResult(@event));
        await using var server = await StepwellServer.StartAsync(options);

        var (_, answer) = await Invoke(server, "Charge-Card", """{"amount":12.50}""");
        var listed = await _client.GetStringAsync(new Uri(server.Endpoint, "/2015-03-31/functions/"), TestContext.Current.CancellationToken);

        Assert.Equal("""{"amount":12.50}""", answer);
        Assert.Contains("arn:aws:lambda:us-east-1:000000000000:function:Charge-Card", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_handler_throws_is_the_error_of_the_function()
    {
        var options = new StepwellOptions(_folder);
        options.Functions.Add("charge", (_, _, _) => throw new InvalidOperationException("No money."));
        await using var server = await StepwellServer.StartAsync(options);

        var (response, answer) = await Invoke(server, "charge", "{}");

        Assert.Equal(["Unhandled"], response.Headers.GetValues("X-Amz-Function-Error"));
        Assert.StartsWith(
            """{"errorType":"InvalidOperationException","errorMessage":"No money.","stackTrace":["at """, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_times_out_all_the_same()
    {
        using var never = new ManualResetEventSlim();
        var options = new StepwellOptions(_folder);
        options.Functions.Add(
            "stuck",
            (@event, _, _) =>
            {
                never.Wait(CancellationToken.None);
                return Task.FromResult(@event);
            },
            TimeSpan.FromSeconds(1));
        await using var server = await StepwellServer.StartAsync(options);

        var (_, answer) = await Invoke(server, "stuck", "{}");
        never.Set();

        Assert.Contains("Task timed out after 1.00 seconds", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_whose_handler_is_gone_says_so_and_its_events_wait_for_the_handler()
    {
        var first = new StepwellOptions(_folder);
        first.Functions.Add("later", (@event, _, _) => Task.FromResult(@event));
        await using (await StepwellServer.StartAsync(first))
        {
            // Only so that the function is there.
        }
        await using (var without = await StepwellServer.StartAsync(new StepwellOptions(_folder)))
        {
            var (refused, text) = await Invoke(without, "later", "{}");
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("has not registered the handler later", text, StringComparison.Ordinal);
            var (queued, _) = await Invoke(without, "later", """{"n":1}""", "Event");
            Assert.Equal(HttpStatusCode.Accepted, queued.StatusCode);
        }
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var again = new StepwellOptions(_folder);
        again.Functions.Add("later", (@event, _, _) =>
        {
            heard.TrySetResult(@event.ToString());
            return Task.FromResult(@event);
        });
        await using var server = await StepwellServer.StartAsync(again);

        Assert.Equal("""{"n":1}""", await heard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_workflow_retries_a_handler_on_its_own_error()
    {
        var attempts = 0;
        var done = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new StepwellOptions(_folder);
        options.Functions.Add("flaky", (@event, _, _) =>
            Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("Once.") : Task.FromResult(@event));
        options.Functions.Add("done", (@event, _, _) =>
        {
            done.TrySetResult(@event.ToString());
            return Task.FromResult(@event);
        });
        await using var server = await StepwellServer.StartAsync(options);
        const string Function = "arn:aws:lambda:us-east-1:000000000000:function:";
        const string Definition = """
            {"StartAt":"A","States":{
              "A":{"Type":"Task","Resource":"@flaky","Next":"B",
                "Retry":[{"ErrorEquals":["InvalidOperationException"],"IntervalSeconds":1,"MaxAttempts":1}]},
              "B":{"Type":"Task","Resource":"@done","End":true}}}
            """;
        var definition = JsonValue.String(Definition.Replace("@", Function, StringComparison.Ordinal));
        var made = JsonValue.Parse(await Call(
            server, "CreateStateMachine", $$"""{"name":"m","roleArn":"arn:aws:iam::000000000000:role/r","definition":{{definition}}}"""));
        await Call(server, "StartExecution", $$"""{"stateMachineArn":{{made["stateMachineArn"]}},"input":"{\"n\":2}"}""");

        Assert.Equal("""{"n":2}""", await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_handler_takes_and_answers_types_of_its_program()
    {
        var options = new StepwellOptions(_folder);
        options.Functions.Add(
            "double_it", (number, _, _) => Task.FromResult(2 * number), NumberJson.Default.Int32, NumberJson.Default.Int32);
        await using var server = await StepwellServer.StartAsync(options);

        var (_, answer) = await Invoke(server, "double_it", "21");
        var (_, refusal) = await Invoke(server, "double_it", "\"many\"");

        Assert.Equal("42", answer);
        Assert.Contains("JsonException", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_is_reached_by_an_alias_and_told_of_it()
    {
        var options = new StepwellOptions(_folder);
        options.Functions.Add("named", (_, context, _) => Task.FromResult(JsonValue.String(context.InvokedFunctionArn)));
        await using var server = await StepwellServer.StartAsync(options);
        await Post(server, "named/versions", "{}");
        await Post(server, "named/aliases", """{"Name":"live","FunctionVersion":"1"}""");

        var (response, answer) = await Invoke(server, "named:live", "{}");

        Assert.Equal("\"arn:aws:lambda:us-east-1:000000000000:function:named:live\"", answer);
        Assert.Equal(["1"], response.Headers.GetValues("X-Amz-Executed-Version"));
    }

    [Theory]
    [InlineData("no spaces")]
    [InlineData("")]
    public async Task A_name_that_is_none_of_a_function_keeps_the_server_from_starting(string name)
    {
        using var logger = new RecordingLogger();
        var options = new StepwellOptions(_folder) { Loggers = logger };
        options.Functions.Add(name, (@event, _, _) => Task.FromResult(@event));

        await Assert.ThrowsAnyAsync<AwsException>(() => StepwellServer.StartAsync(options));

        Assert.Empty(logger.Errors);
        // The folder is free again.
        await using var server = await StepwellServer.StartAsync(new StepwellOptions(_folder));
    }

    public void Dispose()
    {
        _client.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> Call(StepwellServer server, string operation, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Endpoint);
        request.Headers.Add("X-Amz-Target", $"AWSStepFunctions.{operation}");
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0");
        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    private async Task Post(StepwellServer server, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await _client.PostAsync(
            new Uri(server.Endpoint, $"/2015-03-31/functions/{path}"), content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<(HttpResponseMessage Response, string Answer)> Invoke(
        StepwellServer server, string name, string payload, string type = "RequestResponse")
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(server.Endpoint, $"/2015-03-31/functions/{name}/invocations"));
        request.Headers.Add("X-Amz-Invocation-Type", type);
        request.Content = new StringContent(payload);
        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

[JsonSerializable(typeof(int))]
internal sealed partial class NumberJson : JsonSerializerContext;
