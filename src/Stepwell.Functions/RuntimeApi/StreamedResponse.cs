using System.Text;
using Stepwell.Functions.Environments;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>
/// A response that comes in parts, and may turn out an error after all: then trailers say so.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
/// </summary>
internal static class StreamedResponse
{
    /// <summary>Hands each part on as it comes. The outcome has no payload but that of an error.</summary>
    public static async Task Pass(RuntimeExchange exchange, ExecutionEnvironment environment, Call call, IResponseStream stream)
    {
        var contentType = exchange.RequestHeaders.ContentType;
        await stream.Start(contentType.Count == 0 ? null : contentType.ToString(), exchange.Gone).ConfigureAwait(false);
        while (true)
        {
            var read = await exchange.Body.ReadAsync(exchange.Gone).ConfigureAwait(false);
            foreach (var part in read.Buffer) await stream.Write(part, exchange.Gone).ConfigureAwait(false);
            exchange.Body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        var fault = FaultOf(exchange);
        await RuntimeRequests.Conclude(exchange, environment, call, fault?.ToPayload(call.Invocation.RequestId) ?? default, fault)
            .ConfigureAwait(false);
    }

    /// <summary>What the trailers say; null: all went well.</summary>
    public static Fault? FaultOf(RuntimeExchange exchange)
    {
        if (exchange.Trailer("Lambda-Runtime-Function-Error-Type") is not { } type) return null;
        var body = exchange.Trailer("Lambda-Runtime-Function-Error-Body");
        var bytes = new byte[body?.Length ?? 0];
        if (body is null || !Convert.TryFromBase64String(body, bytes, out var count)) return Fault.Of(type, body ?? "");
        return new Fault(type, Encoding.UTF8.GetString(bytes, 0, count), bytes.AsMemory(0, count));
    }
}
