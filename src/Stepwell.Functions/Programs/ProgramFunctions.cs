using System.Globalization;
using System.Net.Http.Headers;

namespace Stepwell.Functions.Programs;

/// <summary>
/// Programs that run already: each event is the body of a POST, the answer's body is the function's. What the Runtime API has in headers is
/// in headers of the same names.
/// </summary>
internal sealed class ProgramFunctions(IFunctionLogs logs, TimeProvider time, Func<Guid> newId) : IDisposable
{
    private const int MostPayloadBytes = RuntimeApi.RuntimeRequests.MostPayloadBytes;

    // Durable names resolve anew now and then.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask<InvocationOutcome> Invoke(
        FunctionSpec spec, FunctionCode.Program program, Invocation invocation, CancellationToken aborted)
    {
        var run = new DirectRun(spec, invocation, logs, time, newId);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(spec.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, aborted);
        try
        {
            var (payload, fault) = await Post(program.Address, invocation, run.DeadlineMs, either.Token).ConfigureAwait(false);
            return run.End(payload, fault);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return run.End(default, Fault.TimedOut(spec.TimeoutSeconds));
        }
        catch (HttpRequestException failure)
        {
            return run.End(default, Fault.Of("Runtime.Unreachable", $"The program at {program.Address} did not answer: {failure.Message}"));
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(ReadOnlyMemory<byte> Payload, Fault? Fault)> Post(
        Uri address, Invocation invocation, long deadlineMs, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(invocation.Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Add(request, "Lambda-Runtime-Aws-Request-Id", invocation.RequestId);
        Add(request, "Lambda-Runtime-Deadline-Ms", deadlineMs.ToString(CultureInfo.InvariantCulture));
        Add(request, "Lambda-Runtime-Invoked-Function-Arn", invocation.InvokedArn);
        Add(request, "Lambda-Runtime-Client-Context", invocation.ClientContext);
        Add(request, "Lambda-Runtime-Trace-Id", invocation.TraceHeader);
        Add(request, "X-Amzn-Trace-Id", invocation.TraceHeader);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) return (default, await ErrorOf(response, body, cancellation).ConfigureAwait(false));
        if (invocation.Stream is { } stream)
        {
            await Pass(response, body, stream, cancellation).ConfigureAwait(false);
            return (default, null);
        }

        return await Read(body, cancellation).ConfigureAwait(false) is { } payload
            ? (payload, null)
            : (default, Fault.ResponseTooLarge(MostPayloadBytes));
    }

    /// <summary>A body that is the JSON of an error is passed on; any other answer becomes one.</summary>
    private static async Task<Fault> ErrorOf(HttpResponseMessage response, Stream body, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var text = await Read(body, cancellation).ConfigureAwait(false) ?? default;
        if (ErrorJson.TypeOf(text) is { } type) return new Fault(type, "", text);
        return Fault.Of("Runtime.ProgramError", string.Create(CultureInfo.InvariantCulture, $"The program answered with status {status}."));
    }

    private static async Task Pass(HttpResponseMessage response, Stream body, IResponseStream stream, CancellationToken cancellation)
    {
        await stream.Start(response.Content.Headers.ContentType?.ToString(), cancellation).ConfigureAwait(false);
        var buffer = new byte[32 * 1024];
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var count and > 0)
            await stream.Write(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
    }

    /// <summary>Null: more than a function may answer.</summary>
    private static async Task<ReadOnlyMemory<byte>?> Read(Stream body, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var count and > 0)
        {
            if (bytes.Length + count > MostPayloadBytes) return null;
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
    }
}
