using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Functions.Tests.Environments;

namespace Stepwell.Functions.Tests.Programs;

/// <summary>Functions without an environment: programs at a URL, and handlers in this process.</summary>
public sealed class DirectTests
{
    [Fact]
    public async Task Handler_of_this_process_answers()
    {
        await using var host = new TestHost();
        var outcome = await host.Invoke(Of(host, new Handler((event_, _) => event_.Payload)), host.Event("[1]") with { WantsLogTail = true });
        Assert.Equal(("[1]", null), (TestHost.Text(outcome), outcome.Error));
        Assert.StartsWith("START RequestId: ", Encoding.UTF8.GetString(outcome.LogTail!.Value.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_handler_throws_is_the_error_of_the_function()
    {
        await using var host = new TestHost();
        var outcome = await host.Invoke(Of(host, new Handler((_, _) => throw new FormatException("bad"))), host.Event("1"));
        Assert.Equal(("FormatException", "bad"), TestHost.Error(outcome));
    }

    [Fact]
    public async Task Handler_that_takes_too_long_times_out()
    {
        var time = new FakeTimeProvider();
        await using var host = new TestHost(time: time);
        var begun = new TaskCompletionSource<HandlerCall>();
        var running = host.Invoke(Of(host, new Stuck(begun)) with { TimeoutSeconds = 3 }, host.Event("1"));
        await begun.Task;
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(
            ("Sandbox.Timedout", "RequestId: 00000000-0000-0000-0000-000000000001 Error: Task timed out after 3.00 seconds"),
            TestHost.Error(await running));
    }

    [Fact]
    public async Task What_a_handler_writes_after_its_time_is_dropped()
    {
        var time = new FakeTimeProvider();
        await using var host = new TestHost(time: time);
        var begun = new TaskCompletionSource<HandlerCall>();
        var running = host.Invoke(Of(host, new Stuck(begun)) with { TimeoutSeconds = 3 }, host.Event("1"));
        var call = await begun.Task;
        call.WriteLog("in time");
        time.Advance(TimeSpan.FromSeconds(3));
        await running;
        call.WriteLog("too late");
        Assert.Contains("in time\n", host.Lines);
        Assert.DoesNotContain("too late\n", host.Lines);
    }

    [Theory]
    [InlineData(200, """{"a":1}""", null)]
    [InlineData(500, "broken", "Runtime.ProgramError")]
    [InlineData(400, """{"errorType":"Mine","errorMessage":"no"}""", "Mine")]
    public async Task Program_answers_with_its_body_or_its_error(int status, string body, string? error)
    {
        await using var host = new TestHost();
        using var program = new TcpListener(IPAddress.Loopback, 0);
        program.Start();
        var answering = AnswerOnce(program, status, body);
        var outcome = await host.Invoke(At(host, program), host.Event("[1]"));
        var request = await answering;
        Assert.Contains("Lambda-Runtime-Aws-Request-Id: 00000000-0000-0000-0000-000000000001\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n[1]", request, StringComparison.Ordinal);
        if (error is null) Assert.Equal((body, null), (TestHost.Text(outcome), outcome.Error));
        else Assert.Equal(error, TestHost.Error(outcome).Type);
    }

    [Fact]
    public async Task Program_that_is_not_there_is_an_error()
    {
        await using var host = new TestHost();
        using var program = new TcpListener(IPAddress.Loopback, 0);
        program.Start();
        var function = At(host, program);
        program.Stop();
        Assert.Equal("Runtime.Unreachable", TestHost.Error(await host.Invoke(function, host.Event("1"))).Type);
    }

    private static FunctionSpec Of(TestHost host, IFunctionHandler handler) => host.Function() with { Code = new FunctionCode.InProcess(handler) };

    private static FunctionSpec At(TestHost host, TcpListener program) =>
        host.Function() with { Code = new FunctionCode.Program(new Uri($"http://{program.LocalEndpoint}/")) };

    private static async Task<string> AnswerOnce(TcpListener program, int status, string body)
    {
        using var client = await program.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n[1]", StringComparison.Ordinal))
            request.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)));
        var answer = $"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), TestContext.Current.CancellationToken);
        return request.ToString();
    }

    private sealed class Handler(Func<Invocation, CancellationToken, ReadOnlyMemory<byte>> handle) : IFunctionHandler
    {
        public ValueTask<ReadOnlyMemory<byte>> Handle(HandlerCall call, CancellationToken timedOut) => new(handle(call.Invocation, timedOut));
    }

    /// <summary>Does not heed its cancellation.</summary>
    private sealed class Stuck(TaskCompletionSource<HandlerCall> begun) : IFunctionHandler
    {
        public async ValueTask<ReadOnlyMemory<byte>> Handle(HandlerCall call, CancellationToken timedOut)
        {
            begun.SetResult(call);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
            return default;
        }
    }
}
