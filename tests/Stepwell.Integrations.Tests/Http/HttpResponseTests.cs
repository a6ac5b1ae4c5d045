using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Json;

namespace Stepwell.Integrations.Tests.Http;

public sealed class HttpResponseTests
{
    [Fact]
    public async Task Output_has_headers_as_arrays_body_code_and_text()
    {
        await using var server = await LoopbackServer.Start(context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.Headers.Append("X-Twice", new(["a", "b"]));
            context.Response.StatusCode = 201;
            return context.Response.WriteAsync("""{ "id": 1.0, "z": "ü" }""");
        });

        var output = Tasks.Output(await Get(server));

        Assert.Equal(["Headers", "ResponseBody", "StatusCode", "StatusText"], output.Members.Select(member => member.Name));
        Assert.Equal("""["a","b"]""", output["Headers"]["x-twice"].ToString());
        Assert.Equal("""["application/json; charset=utf-8"]""", output["Headers"]["content-type"].ToString());
        Assert.Equal("""{"id":1.0,"z":"ü"}""", output["ResponseBody"].ToString());
        Assert.Equal("201", output["StatusCode"].ToString());
        Assert.Equal("Created", output["StatusText"].GetString());
    }

    [Theory]
    [InlineData("text/plain", "{\"a\":1}")]
    [InlineData("application/json", "{not json")]
    [InlineData("application/xml", "<a/>")]
    [InlineData("application/json", "")]
    public async Task Body_that_is_not_json_by_label_and_text_stays_text(string contentType, string body)
    {
        await using var server = await LoopbackServer.Answering(body, contentType);
        Assert.Equal(JsonValue.String(body), Tasks.Output(await Get(server))["ResponseBody"]);
    }

    [Fact]
    public async Task Suffix_json_counts_as_json()
    {
        await using var server = await LoopbackServer.Answering("[1]", "application/problem+json");
        Assert.True(Tasks.Output(await Get(server))["ResponseBody"].IsArray);
    }

    [Fact]
    public async Task Body_is_read_in_the_charset_it_names()
    {
        await using var server = await LoopbackServer.Start(context =>
        {
            context.Response.ContentType = "text/plain; charset=iso-8859-1";
            return context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes("Käse")).AsTask();
        });
        Assert.Equal("Käse", Tasks.Output(await Get(server))["ResponseBody"].GetString());
    }

    [Theory]
    [InlineData(400, "Bad Request")]
    [InlineData(404, "Not Found")]
    [InlineData(429, "Too Many Requests")]
    [InlineData(500, "Internal Server Error")]
    [InlineData(503, "Service Unavailable")]
    public async Task Status_outside_200_becomes_an_error_name_with_the_status_text_as_cause(int status, string text)
    {
        await using var server = await LoopbackServer.Answering("""{"detail":"not for the cause"}""", status: status);
        Assert.Equal(new TaskOutcome.Failed($"States.Http.StatusCode.{status}", text), await Get(server));
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var server = await LoopbackServer.Start(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        Assert.Equal(new TaskOutcome.Failed("States.Http.StatusCode.302", "Found"), await Get(server));
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData("Video/mp4")]
    [InlineData("audio/ogg")]
    public async Task Binary_content_types_are_not_supported(string contentType)
    {
        await using var server = await LoopbackServer.Answering("text after all", contentType);
        Assert.Equal("States.Runtime", Assert.IsType<TaskOutcome.Failed>(await Get(server)).Error);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=no-such-charset")]
    public async Task Body_that_is_not_text_fails_the_task(string contentType)
    {
        await using var server = await LoopbackServer.Start(context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.Body.WriteAsync(new byte[] { 0xff, 0xfe, 0x00, 0xd8 }).AsTask();
        });
        Assert.Equal("States.Runtime", Assert.IsType<TaskOutcome.Failed>(await Get(server)).Error);
    }

    [Fact]
    public async Task Largest_body_is_accepted()
    {
        await using var server = await LoopbackServer.Answering(new string('x', 256 * 1024), "text/plain");
        Assert.Equal(256 * 1024, Tasks.Output(await Get(server))["ResponseBody"].GetString().Length);
    }

    [Fact]
    public async Task Endless_body_is_cut_off_with_the_data_limit_error()
    {
        await using var server = await LoopbackServer.Start(async context =>
        {
            context.Response.ContentType = "text/plain";
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 10_000));
        });
        Assert.Equal(
            new TaskOutcome.Failed(
                "States.DataLimitExceeded",
                "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit."),
            await Get(server));
    }

    [Fact]
    public async Task Refused_connection_is_a_socket_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var failure = await HttpInvoke.FailingCall($$$"""{"ApiEndpoint":"http://127.0.0.1:{{{port}}}/","Method":"GET"}""");
        Assert.Equal("States.Http.Socket", failure.Error);
        Assert.Contains("refused", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_breaks_off_is_a_socket_error()
    {
        await using var server = await LoopbackServer.Start(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("only the beginning");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.Equal("States.Http.Socket", Assert.IsType<TaskOutcome.Failed>(await Get(server)).Error);
    }

    [Fact]
    public async Task Plain_endpoint_called_with_tls_is_a_socket_error()
    {
        await using var server = await LoopbackServer.Answering("");
        var endpoint = server.Url.Replace("http:", "https:", StringComparison.Ordinal);
        Assert.Equal("States.Http.Socket", (await HttpInvoke.FailingCall($$$"""{"ApiEndpoint":"{{{endpoint}}}","Method":"GET"}""")).Error);
    }

    [Fact]
    public async Task Endpoint_that_does_not_answer_in_sixty_seconds_is_a_socket_error()
    {
        var reached = new TaskCompletionSource();
        await using var server = await LoopbackServer.Start(context =>
        {
            reached.SetResult();
            return LoopbackServer.Silence(context);
        });
        var time = new FakeTimeProvider();
        var call = HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET"}""", time: time);
        await reached.Task;

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new TaskOutcome.Failed("States.Http.Socket", "The HTTP endpoint did not answer within 60 seconds."), await call);
    }

    [Fact]
    public async Task Aborted_task_throws_instead_of_answering()
    {
        var reached = new TaskCompletionSource();
        await using var server = await LoopbackServer.Start(context =>
        {
            reached.SetResult();
            return LoopbackServer.Silence(context);
        });
        using var aborted = new CancellationTokenSource();
        var call = HttpInvoke.AbortableCall($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET"}""", aborted.Token);
        await reached.Task;

        await aborted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static Task<TaskOutcome> Get(LoopbackServer server) =>
        HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET"}""");
}
