using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

/// <summary>What clients other than HttpClient do with a connection.</summary>
public sealed class ConnectionTests
{
    private const string Body = """{"stateMachineArn":"arn:x"}""";

    [Fact]
    public async Task Absolute_form_target_is_accepted()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await Exchange(server, Request("http://sync-127.0.0.1:4566/"));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
    }

    [Fact]
    public async Task First_bytes_may_come_one_by_one()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await Connect(server);

        // "P" alone could still become the preface of HTTP/2.
        foreach (var unit in Encoding.ASCII.GetBytes(Request("/"))) await socket.SendAsync(new byte[] { unit }, Cancellation);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await Receive(socket));
    }

    [Fact]
    public async Task Garbage_is_answered_as_bad_request()
    {
        await using var server = await TestServer.StartAsync();

        Assert.StartsWith("HTTP/1.1 400 ", await Exchange(server, "\u0016\u0003\u0001 this is no HTTP\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 200 ", await Exchange(server, Request("/")));
    }

    [Fact]
    public async Task Silent_connection_is_closed_after_its_limit()
    {
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(time: clock, silenceLimit: TimeSpan.FromSeconds(30));
        using var silent = await Connect(server);
        using var halfPreface = await Connect(server);
        await halfPreface.SendAsync("PRI * HT"u8.ToArray(), Cancellation);

        // A later connection is answered only after the accept loop has seen the earlier ones.
        Assert.StartsWith("HTTP/1.1 200 ", await Exchange(server, Request("/")));
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(0, await ReceiveOrReset(silent));
        Assert.Equal(0, await ReceiveOrReset(halfPreface));
    }

    [Fact]
    public async Task Stopping_ends_undecided_connections_and_frees_the_port()
    {
        await using var server = await TestServer.StartAsync();
        using var silent = await Connect(server);
        Assert.StartsWith("HTTP/1.1 200 ", await Exchange(server, Request("/")));

        await server.StopAsync(Cancellation);

        Assert.Equal(0, await ReceiveOrReset(silent));
        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        again.Bind(server.EndPoint);
    }

    [Fact]
    public async Task Stopping_lets_running_requests_finish()
    {
        await using var server = await TestServer.StartAsync();
        var poll = server.PostAsync("AWSStepFunctions.GetActivityTask", """{"activityArn":"arn:x"}""");
        await server.Service.LongPollStarted.Task;

        var stopped = server.StopAsync(Cancellation);
        server.Service.LongPollEnded.SetResult();

        using var response = await poll;
        await stopped;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Deadline_of_stopping_cuts_long_polls_off()
    {
        await using var server = await TestServer.StartAsync();
        var poll = server.PostAsync("AWSStepFunctions.GetActivityTask", """{"activityArn":"arn:x"}""");
        await server.Service.LongPollStarted.Task;

        await server.StopAsync(new CancellationToken(canceled: true));

        await server.Service.LongPollEnded.Task.WaitAsync(Cancellation);
        await Assert.ThrowsAsync<HttpRequestException>(() => poll);
    }

    [Fact]
    public async Task Client_that_goes_away_ends_its_long_poll()
    {
        await using var server = await TestServer.StartAsync();
        using (var socket = await Connect(server))
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(Request("/", "GetActivityTask", """{"activityArn":"arn:x"}""")), Cancellation);
            await server.Service.LongPollStarted.Task;
        }

        await server.Service.LongPollEnded.Task.WaitAsync(Cancellation);
        Assert.Empty(server.Logs.Errors);
    }

    [Fact]
    public async Task Taken_port_is_reported_at_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var server = new Stepwell.Wire.Http.WireServer(new()
        {
            Endpoints = [(IPEndPoint)taken.LocalEndpoint],
            Services = [],
            NewRequestId = () => Guid.Empty,
        });

        await Assert.ThrowsAnyAsync<IOException>(() => server.StartAsync(Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Request(string requestTarget, string operation = "StartExecution", string body = Body) =>
        $"POST {requestTarget} HTTP/1.1\r\nHost: sync-127.0.0.1:4566\r\nX-Amz-Target: AWSStepFunctions.{operation}\r\n"
        + $"Content-Type: application/x-amz-json-1.0\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static async Task<string> Exchange(TestServer server, string text)
    {
        using var socket = await Connect(server);
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), Cancellation);
        return await Receive(socket);
    }

    private static async Task<Socket> Connect(TestServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.EndPoint, Cancellation);
        return socket;
    }

    private static async Task<string> Receive(Socket socket)
    {
        var buffer = new byte[4096];
        var count = await socket.ReceiveAsync(buffer, Cancellation);
        return Encoding.Latin1.GetString(buffer, 0, count);
    }

    private static async Task<int> ReceiveOrReset(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1], Cancellation);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}
