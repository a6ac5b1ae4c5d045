using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stepwell.Functions.Environments;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>The Runtime API, version 2018-06-01. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</summary>
internal static class RuntimeRequests
{
    /// <summary>Of an answer that is not streamed: 6 MB and some room, as Lambda has it.</summary>
    public const int MostPayloadBytes = 6_291_556;

    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    /// <param name="path">After the version.</param>
    public static Task Answer(RuntimeExchange exchange, ExecutionEnvironment environment, ReadOnlySpan<char> path)
    {
        const string invocation = "runtime/invocation/";
        if (path is "runtime/invocation/next" && HttpMethods.IsGet(exchange.Method)) return Next(exchange, environment);
        if (path is "runtime/init/error" && HttpMethods.IsPost(exchange.Method)) return InitError(exchange, environment);
        if (path is "ping" && HttpMethods.IsGet(exchange.Method)) return exchange.Send(StatusCodes.Status200OK, "pong"u8.ToArray());
        if (!path.StartsWith(invocation, StringComparison.Ordinal) || !HttpMethods.IsPost(exchange.Method)) return exchange.NotFound();
        var rest = path[invocation.Length..];
        var slash = rest.IndexOf('/');
        if (slash < 0) return exchange.NotFound();
        var requestId = rest[..slash].ToString();
        return rest[(slash + 1)..] switch
        {
            "response" => Respond(exchange, environment, requestId),
            "error" => Fail(exchange, environment, requestId),
            _ => exchange.NotFound(),
        };
    }

    private static async Task Next(RuntimeExchange exchange, ExecutionEnvironment environment)
    {
        if (environment.Next() is not { } next || await next.ConfigureAwait(false) is not { } call)
        {
            await ForbidTransition(exchange, "Ready").ConfigureAwait(false);
            return;
        }

        var headers = exchange.ResponseHeaders;
        var invocation = call.Invocation;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = call.DeadlineMs.ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.InvokedArn;
        if (invocation.TraceHeader is { } trace) headers["Lambda-Runtime-Trace-Id"] = trace;
        if (invocation.ClientContext is { } context) headers["Lambda-Runtime-Client-Context"] = context;
        await exchange.Send(StatusCodes.Status200OK, invocation.Payload).ConfigureAwait(false);
    }

    private static async Task Respond(RuntimeExchange exchange, ExecutionEnvironment environment, string requestId)
    {
        if (environment.BeginAnswer(requestId) is not { } call)
        {
            await RefuseRequestId(exchange).ConfigureAwait(false);
            return;
        }

        var mode = exchange.RequestHeaders["Lambda-Runtime-Function-Response-Mode"].ToString();
        if (mode.Length > 0 && !mode.Equals("streaming", StringComparison.OrdinalIgnoreCase))
        {
            await exchange.Skip().ConfigureAwait(false);
            var refusal = exchange.Refuse(StatusCodes.Status400BadRequest, "InvalidFunctionResponseMode", "Invalid function response mode");
            await Conclude(environment, call, Fault.Of("Runtime.InvalidResponseModeHeader", ""), refusal).ConfigureAwait(false);
            return;
        }

        if (call.Invocation.Stream is { } stream)
        {
            await StreamedResponse.Pass(exchange, environment, call, stream).ConfigureAwait(false);
            return;
        }

        if (await exchange.ReadBody(MostPayloadBytes).ConfigureAwait(false) is not { } body)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Exceeded maximum allowed payload size ({MostPayloadBytes} bytes).");
            var refusal = exchange.Refuse(StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", message);
            await Conclude(environment, call, Fault.ResponseTooLarge(MostPayloadBytes), refusal).ConfigureAwait(false);
            return;
        }

        var fault = StreamedResponse.FaultOf(exchange);
        await Conclude(exchange, environment, call, fault?.ToPayload(requestId) ?? body, fault).ConfigureAwait(false);
    }

    private static async Task Fail(RuntimeExchange exchange, ExecutionEnvironment environment, string requestId)
    {
        if (environment.BeginAnswer(requestId) is not { } call)
        {
            await RefuseRequestId(exchange).ConfigureAwait(false);
            return;
        }

        var fault = await ReadFault(exchange).ConfigureAwait(false);
        await Conclude(exchange, environment, call, fault.ToPayload(requestId), fault).ConfigureAwait(false);
    }

    private static async Task InitError(RuntimeExchange exchange, ExecutionEnvironment environment)
    {
        var fault = await ReadFault(exchange).ConfigureAwait(false);
        await (environment.FailInit(fault) ? exchange.Accepted() : ForbidTransition(exchange, "InitError")).ConfigureAwait(false);
    }

    /// <summary>What a runtime says of an error is passed on as it is; where it says nothing, the header has at least a type.</summary>
    private static async Task<Fault> ReadFault(RuntimeExchange exchange)
    {
        var type = exchange.RequestHeaders[ErrorTypeHeader].ToString();
        if (type.Length == 0) type = "Runtime.Unknown";
        var body = await exchange.ReadBody(MostPayloadBytes).ConfigureAwait(false);
        if (body is null) return Fault.ResponseTooLarge(MostPayloadBytes);
        return body.Value.IsEmpty ? Fault.Of(type, "") : new Fault(type, "", body);
    }

    /// <summary>
    /// What the runtime said becomes the answer. The runtime hears first, then the caller: what follows for the caller must not keep the runtime.
    /// </summary>
    public static async Task Conclude(
        RuntimeExchange exchange, ExecutionEnvironment environment, Call call, ReadOnlyMemory<byte> payload, Fault? fault)
    {
        if (!environment.Answer(call, payload, fault))
        {
            await RefuseRequestId(exchange).ConfigureAwait(false);
            return;
        }

        try
        {
            await exchange.Accepted().ConfigureAwait(false);
        }
        finally
        {
            ExecutionEnvironment.Publish(call);
        }
    }

    /// <summary>The runtime answered wrongly, which both hear.</summary>
    private static async Task Conclude(ExecutionEnvironment environment, Call call, Fault fault, Task refusal)
    {
        if (environment.Answer(call, fault.ToPayload(call.Invocation.RequestId), fault)) ExecutionEnvironment.Publish(call);
        await refusal.ConfigureAwait(false);
    }

    private static async Task RefuseRequestId(RuntimeExchange exchange)
    {
        await exchange.Skip().ConfigureAwait(false);
        await exchange.Refuse(StatusCodes.Status400BadRequest, "InvalidRequestID", "Invalid request ID").ConfigureAwait(false);
    }

    private static Task ForbidTransition(RuntimeExchange exchange, string state) =>
        exchange.Forbidden("InvalidStateTransition", $"Transition to {state} is not allowed");
}
