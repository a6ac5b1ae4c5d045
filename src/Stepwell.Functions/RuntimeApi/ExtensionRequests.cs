using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stepwell.Functions.Environments;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>The Extensions API, version 2020-01-01. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html</summary>
internal static class ExtensionRequests
{
    private const int MostBodyBytes = 64 * 1024;
    private const string Identifier = "Lambda-Extension-Identifier";

    /// <param name="path">After the version and <c>extension</c>.</param>
    public static Task Answer(RuntimeExchange exchange, ExecutionEnvironment environment, ReadOnlySpan<char> path) => path switch
    {
        "register" when HttpMethods.IsPost(exchange.Method) => Register(exchange, environment),
        "event/next" when HttpMethods.IsGet(exchange.Method) => Next(exchange, environment),
        "init/error" when HttpMethods.IsPost(exchange.Method) => Fail(exchange, environment, "Extension.InitError"),
        "exit/error" when HttpMethods.IsPost(exchange.Method) => Fail(exchange, environment, "Extension.ExitError"),
        _ => exchange.NotFound(),
    };

    /// <summary>As Lambda's emulator does, so that extensions that can do without go on.</summary>
    public static async Task RefuseTelemetry(RuntimeExchange exchange, string path)
    {
        await exchange.Skip().ConfigureAwait(false);
        var api = path.EndsWith("logs", StringComparison.Ordinal) ? "Logs" : "Telemetry";
        await exchange.Refuse(StatusCodes.Status202Accepted, api + ".NotSupported", api + " API is not supported").ConfigureAwait(false);
    }

    private static async Task Register(RuntimeExchange exchange, ExecutionEnvironment environment)
    {
        var name = exchange.RequestHeaders["Lambda-Extension-Name"].ToString();
        var body = await exchange.ReadBody(MostBodyBytes).ConfigureAwait(false);
        if (name.Length == 0)
        {
            await exchange.Forbidden("Extension.InvalidExtensionName", "Empty extension name").ConfigureAwait(false);
            return;
        }

        if (body is null || EventsOf(body.Value) is not { } events)
        {
            await exchange.Forbidden("InvalidRequestFormat", "The body is no JSON object with a list of events").ConfigureAwait(false);
            return;
        }

        switch (environment.RegisterExtension(name, events))
        {
            case RegisterResult.Refused refused:
                await exchange.Forbidden(refused.ErrorType, refused.Message).ConfigureAwait(false);
                return;
            case RegisterResult.Registered registered:
                exchange.ResponseHeaders[Identifier] = registered.Id;
                await Describe(exchange, environment.Spec).ConfigureAwait(false);
                return;
        }
    }

    private static Task Describe(RuntimeExchange exchange, FunctionSpec spec)
    {
        var withAccount = exchange.RequestHeaders["Lambda-Extension-Accept-Feature"].ToString()
            .Split(',', StringSplitOptions.TrimEntries).Contains("accountId");
        return exchange.SendJson(json =>
        {
            json.WriteString("functionName", spec.FunctionName);
            json.WriteString("functionVersion", spec.Version);
            json.WriteString("handler", spec.Handler);
            if (withAccount) json.WriteString("accountId", spec.AccountId);
        });
    }

    private static async Task Next(RuntimeExchange exchange, ExecutionEnvironment environment)
    {
        if (await KnownExtension(exchange, environment).ConfigureAwait(false) is not { } id) return;
        if (environment.NextOfExtension(id) is not { } next || await next.ConfigureAwait(false) is not { } happened)
        {
            await exchange.Forbidden("Extension.InvalidExtensionState", "The environment has ended").ConfigureAwait(false);
            return;
        }

        exchange.ResponseHeaders["Lambda-Extension-Event-Identifier"] = environment.NewEventId();
        await exchange.SendJson(json => Write(json, happened)).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, ExtensionEvent happened)
    {
        switch (happened)
        {
            case ExtensionEvent.Invoke { Call: var call }:
                json.WriteString("eventType", "INVOKE");
                json.WriteNumber("deadlineMs", call.DeadlineMs);
                json.WriteString("requestId", call.Invocation.RequestId);
                json.WriteString("invokedFunctionArn", call.Invocation.InvokedArn);
                if (call.Invocation.TraceHeader is not { } trace) return;
                json.WriteStartObject("tracing");
                json.WriteString("type", "X-Amzn-Trace-Id");
                json.WriteString("value", trace);
                json.WriteEndObject();
                return;
            case ExtensionEvent.Shutdown shutdown:
                json.WriteString("eventType", "SHUTDOWN");
                json.WriteString("shutdownReason", shutdown.Reason);
                json.WriteNumber("deadlineMs", shutdown.DeadlineMs);
                return;
            default:
                throw new InvalidOperationException($"Nobody writes a {happened.GetType().Name}.");
        }
    }

    private static async Task Fail(RuntimeExchange exchange, ExecutionEnvironment environment, string defaultType)
    {
        if (await KnownExtension(exchange, environment).ConfigureAwait(false) is null) return;
        var type = exchange.RequestHeaders["Lambda-Extension-Function-Error-Type"].ToString();
        await exchange.Skip().ConfigureAwait(false);
        await exchange.Accepted().ConfigureAwait(false);
        environment.FailExtension(new Fault(type.Length == 0 ? defaultType : type, defaultType));
    }

    /// <summary>The id that the request names; null: refused.</summary>
    private static async Task<string?> KnownExtension(RuntimeExchange exchange, ExecutionEnvironment environment)
    {
        var id = exchange.RequestHeaders[Identifier].ToString();
        if (id.Length == 0)
            await exchange.Forbidden("Extension.MissingExtensionIdentifier", $"Missing {Identifier} header").ConfigureAwait(false);
        else if (!Guid.TryParse(id, out _))
            await exchange.Forbidden("Extension.InvalidExtensionIdentifier", $"Invalid {Identifier}").ConfigureAwait(false);
        else if (!environment.HasExtension(id))
            await exchange.Forbidden("Extension.UnknownExtensionIdentifier", $"Unknown extension {id}").ConfigureAwait(false);
        else return id;
        return null;
    }

    /// <summary>Null: the body is not what it should be.</summary>
    private static List<string>? EventsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            if (!json.RootElement.TryGetProperty("events", out var events)) return [];
            if (events.ValueKind != JsonValueKind.Array || events.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String)) return null;
            return [.. events.EnumerateArray().Select(item => item.GetString()!)];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
