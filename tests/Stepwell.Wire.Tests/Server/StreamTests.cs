using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

/// <summary>Answers that go on as event streams, shown by Lambda's InvokeWithResponseStream.</summary>
public sealed class StreamTests
{
    private const string Path = "/2021-11-15/functions/f/response-streaming-invocations";

    [Fact]
    public async Task Parts_of_any_size_arrive_in_order_and_whole()
    {
        var random = new Random(17);
        byte[][] parts = [.. Enumerable.Range(0, 60).Select(i => new byte[i < 3 ? i : random.Next(1 << random.Next(1, 19))])];
        foreach (var part in parts) random.NextBytes(part);
        await using var server = await StartAsync(async (send, _) =>
        {
            foreach (var part in parts) await send(part);
        });

        using var response = await PostAsync(server);
        var frames = EventFrame.ReadAll(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal("application/vnd.amazon.eventstream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("$LATEST", Assert.Single(response.Headers.GetValues("X-Amz-Executed-Version")));
        Assert.Equal(parts.Length + 1, frames.Count);
        foreach (var (part, frame) in parts.Zip(frames)) Assert.True(part.AsSpan().SequenceEqual(frame.Payload));
        Assert.Equal(("InvokeComplete", "{}"), (Name(frames[^1], ":event-type"), Encoding.UTF8.GetString(frames[^1].Payload)));
        Assert.Equal(("PayloadChunk", "application/octet-stream"), (Name(frames[0], ":event-type"), Name(frames[3], ":content-type")));
    }

    [Fact]
    public async Task Part_is_there_before_the_next_is_made()
    {
        var isRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(async (send, _) =>
        {
            await send("first"u8.ToArray());
            await isRead.Task;
        });

        using var response = await PostAsync(server);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, TestContext.Current.CancellationToken);
        isRead.SetResult();

        Assert.True(BitConverter.ToInt32([.. length.Reverse()]) > 16);
    }

    [Theory]
    [InlineData("ServiceException")]
    [InlineData(null)]
    public async Task Error_on_the_way_is_the_last_event(string? code)
    {
        var error = code is null ? new AwsException("Odd", 400, Fault.Client, "why") : LambdaRecorder.Error(code, "why");
        await using var server = await StartAsync(async (send, _) =>
        {
            await send("first"u8.ToArray());
            throw error;
        });

        using var response = await PostAsync(server);
        var frames = EventFrame.ReadAll(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, frames.Count);
        Assert.Equal(
            ("error", error.Code, "why"), (Name(frames[1], ":message-type"), Name(frames[1], ":error-code"), Name(frames[1], ":error-message")));
    }

    [Fact]
    public async Task Failure_of_the_server_cuts_the_answer_off()
    {
        await using var server = await StartAsync(async (send, _) =>
        {
            await send("first"u8.ToArray());
            throw new InvalidOperationException("the secret of the house");
        });

        // The reset may overtake even the head of the answer.
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await PostAsync(server);
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        });
        Assert.True(failure is HttpRequestException or IOException, failure.ToString());
        Assert.Single(server.Logs.Errors);
    }

    [Fact]
    public async Task Client_that_leaves_ends_the_stream()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(async (send, cancellation) =>
        {
            await send("first"u8.ToArray());
            await using var registration = cancellation.Register(ended.SetResult);
            await ended.Task;
            cancellation.ThrowIfCancellationRequested();
        });

        (await PostAsync(server)).Dispose();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Empty(server.Logs.Errors);
    }

    [Fact]
    public async Task Refusal_before_the_first_event_is_an_ordinary_error()
    {
        var error = LambdaRecorder.Error("ResourceNotFoundException", "Function not found: f");
        await using var server = await TestServer.StartAsync(services: [LambdaRecorder.Service((_, _) => throw error)]);

        using var response = await PostAsync(server);

        Assert.Equal(404, (int)response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(("User", "Function not found: f"), ((string)body["Type"]!, (string)body["Message"]!));
    }

    private static string? Name(EventFrame frame, string header) => (string?)frame.Headers[header]?["string"];

    private static Task<TestServer> StartAsync(Func<Func<byte[], ValueTask>, CancellationToken, ValueTask> send) =>
        TestServer.StartAsync(services: [LambdaRecorder.Service((_, _) => LambdaRecorder.Streaming(send))]);

    private static Task<HttpResponseMessage> PostAsync(TestServer server) => server.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(server.Uri, Path)),
        HttpCompletionOption.ResponseHeadersRead,
        TestContext.Current.CancellationToken);
}
