using System.Text;
using Stepwell.Functions;
using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Tests.Support;

namespace Stepwell.Services.Lambda.Tests.Invocations;

public sealed class InvokeTests
{
    [Fact]
    public async Task Answer_of_the_function_comes_with_the_version_that_ran()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        var answer = await Invoke(server, """{"n":1}""", qualifier: "1");
        Assert.Equal((200, """{"n":1}""", "1", null, null), (answer.StatusCode, Text(answer), answer.ExecutedVersion, answer.FunctionError, answer.LogResult));
    }

    [Fact]
    public async Task Request_without_a_body_is_an_empty_object()
    {
        await using var server = await Server.Start();
        await server.Create();
        Assert.Equal("{}", Text(await Invoke(server, "")));
    }

    [Fact]
    public async Task Error_of_the_function_is_an_answer_that_says_so()
    {
        await using var server = await Server.Start();
        await server.Create();
        server.Host.Answer = (_, _, _) => new(Failed("Unhandled"));
        var answer = await Invoke(server, "1");
        Assert.Equal((200, "Unhandled", """{"errorType":"Bad"}"""), (answer.StatusCode, answer.FunctionError, Text(answer)));
    }

    [Fact]
    public async Task Tail_of_the_log_comes_in_base64_when_it_is_asked_for()
    {
        await using var server = await Server.Start();
        await server.Create();
        server.Host.Answer = (_, invocation, _) => new(new InvocationOutcome(
            "1"u8.ToArray(), Error: null, invocation.WantsLogTail ? "log"u8.ToArray() : null, TimeSpan.Zero));
        var request = new InvocationRequest { FunctionName = Calls.Name, LogType = LogType.Tail };
        Assert.Equal("bG9n", (await server.Service.Invoke(request, server.Context)).LogResult);
    }

    [Fact]
    public async Task Body_that_is_not_JSON_is_refused()
    {
        await using var server = await Server.Start();
        await server.Create();
        var refusal = await Assert.ThrowsAsync<InvalidRequestContentException>(() => Invoke(server, "{"));
        Assert.StartsWith("Could not parse request body into json: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("W10=")]
    public async Task Client_context_that_is_no_object_in_base64_is_refused(string context)
    {
        await using var server = await Server.Start();
        await server.Create();
        await Calls.Refuses(
            "InvalidRequestContentException",
            "Client context must be a valid Base64-encoded JSON object.",
            async () => await server.Service.Invoke(new() { FunctionName = Calls.Name, ClientContext = context }, server.Context));
    }

    [Fact]
    public async Task Client_context_reaches_the_function_as_JSON()
    {
        await using var server = await Server.Start();
        await server.Create();
        server.Host.Answer = (_, invocation, _) => new(Succeeded(invocation.ClientContext!));
        var request = new InvocationRequest { FunctionName = Calls.Name, ClientContext = "eyJhIjoxfQ==" };
        Assert.Equal("""{"a":1}""", Text(await server.Service.Invoke(request, server.Context)));
    }

    [Fact]
    public async Task Dry_run_runs_nothing()
    {
        await using var server = await Server.Start();
        await server.Create();
        server.Host.Answer = (_, _, _) => throw new InvalidOperationException("It ran.");
        var request = new InvocationRequest { FunctionName = Calls.Name, InvocationType = InvocationType.DryRun };
        Assert.Equal(204, (await server.Service.Invoke(request, server.Context)).StatusCode);
    }

    [Fact]
    public async Task No_more_run_than_the_function_has_reserved()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Service.PutFunctionConcurrency(new() { FunctionName = Calls.Name, ReservedConcurrentExecutions = 1 }, server.Context);
        var gate = new TaskCompletionSource<InvocationOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Host.Answer = (_, _, _) => new(gate.Task);
        var first = Invoke(server, "1");
        var refusal = await Assert.ThrowsAsync<TooManyRequestsException>(() => Invoke(server, "2"));
        Assert.Equal(
            ("Rate Exceeded.", "ReservedFunctionConcurrentInvocationLimitExceeded"), (refusal.Message, refusal.Reason));
        gate.SetResult(Succeeded("1"));
        await first;
        Assert.Equal("1", Text(await Invoke(server, "2")));
    }

    [Fact]
    public async Task Others_have_what_reservations_leave_of_the_account()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Create(Calls.Request("greedy"));
        await server.Service.PutFunctionConcurrency(new() { FunctionName = "greedy", ReservedConcurrentExecutions = 900 }, server.Context);
        var gate = new TaskCompletionSource<InvocationOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Host.Answer = (_, _, _) => new(gate.Task);
        var running = Enumerable.Range(0, 100).Select(_ => Invoke(server, "1")).ToList();
        var refusal = await Assert.ThrowsAsync<TooManyRequestsException>(() => Invoke(server, "2"));
        Assert.Equal("ConcurrentInvocationLimitExceeded", refusal.Reason);
        gate.SetResult(Succeeded("1"));
        await Task.WhenAll(running);
    }

    [Fact]
    public async Task Machine_that_has_no_process_to_give_is_an_error_of_the_service()
    {
        await using var server = await Server.Start();
        await server.Create();
        server.Host.Answer = (_, _, _) => throw new IOException("No process is to be had.");
        await Calls.Refuses("ServiceException", "The function could not be run: No process is to be had.", () => Invoke(server, "1"));
    }

    [Fact]
    public async Task Alias_with_two_versions_runs_both()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        await server.UpdateCode(Zip.Handler("other"));
        await server.Publish();
        await server.Service.CreateAlias(
            new()
            {
                FunctionName = Calls.Name,
                Name = "live",
                FunctionVersion = "1",
                RoutingConfig = new() { AdditionalVersionWeights = new Dictionary<string, double> { ["2"] = 0.5 } },
            },
            server.Context);
        var versions = new HashSet<string?>();
        for (var i = 0; i < 50; i++)
            versions.Add((await Invoke(server, "1", qualifier: "live")).ExecutedVersion);
        Assert.Equal(["1", "2"], versions.Order());
    }

    [Fact]
    public async Task Task_of_a_workflow_gets_the_answer_and_refusals_as_values()
    {
        await using var server = await Server.Start();
        await server.Create();
        IFunctions functions = server.Service;
        var caller = new TaskCaller("000000000000", "us-east-1", Calls.Role, "arn:e");
        var call = new FunctionCall(caller, Calls.Name, null, null, null, "7"u8.ToArray(), null, WantsLogTail: false);
        var answered = Assert.IsType<FunctionCallResult.Answered>(await functions.Invoke(call, TestContext.Current.CancellationToken));
        Assert.Equal((200, "7", "$LATEST"), (answered.StatusCode, Encoding.UTF8.GetString(answered.Payload.Span), answered.ExecutedVersion));
        var refused = Assert.IsType<FunctionCallResult.Refused>(
            await functions.Invoke(call with { FunctionName = "none", Qualifier = "$LATEST" }, TestContext.Current.CancellationToken));
        Assert.Equal(
            ("ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none:$LATEST", 404),
            (refused.Error.Code, refused.Error.Message, refused.Error.StatusCode));
    }

    private static InvocationOutcome Succeeded(string payload) =>
        new(Encoding.UTF8.GetBytes(payload), Error: null, LogTail: null, TimeSpan.FromMilliseconds(1));

    private static InvocationOutcome Failed(string kind) =>
        new("""{"errorType":"Bad"}"""u8.ToArray(), Enum.Parse<FunctionError>(kind), LogTail: null, TimeSpan.FromMilliseconds(1));

    private static async Task<InvocationResponse> Invoke(Server server, string body, string? qualifier = null) => await server.Service.Invoke(
        new() { FunctionName = Calls.Name, Qualifier = qualifier, Payload = Encoding.UTF8.GetBytes(body) }, server.Context);

    private static string Text(InvocationResponse answer) => Encoding.UTF8.GetString(answer.Payload!.Value.Span);
}
