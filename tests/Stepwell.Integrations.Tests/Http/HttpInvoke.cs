using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Integrations.Http;

namespace Stepwell.Integrations.Tests.Http;

/// <summary>Shorthand for one call of the integration.</summary>
internal static class HttpInvoke
{
    public const string ConnectionArn = "arn:aws:events:us-east-1:123456789012:connection/shop/1";

    public static async Task<TaskOutcome> Call(
        string parameters,
        HttpConnection? connection = null,
        HttpInvokeOptions? options = null,
        FakeTimeProvider? time = null,
        string? traceHeader = null)
    {
        using var integration = Integration(connection, options, time);
        return await integration.Invoke(Tasks.Http(parameters, traceHeader), TestContext.Current.CancellationToken);
    }

    public static async Task<TaskOutcome> AbortableCall(string parameters, CancellationToken aborted)
    {
        using var integration = Integration(connection: null, options: null, time: null);
        return await integration.Invoke(Tasks.Http(parameters), aborted);
    }

    public static async Task<TaskOutcome.Failed> FailingCall(
        string parameters, HttpConnection? connection = null, HttpInvokeOptions? options = null) =>
        Assert.IsType<TaskOutcome.Failed>(await Call(parameters, connection, options));

    private static HttpInvokeIntegration Integration(HttpConnection? connection, HttpInvokeOptions? options, FakeTimeProvider? time)
    {
        var connections = connection is null
            ? HttpConnections.None
            : new HttpConnections(ImmutableDictionary<string, HttpConnection>.Empty.Add(ConnectionArn, connection));
        return new HttpInvokeIntegration(connections, options ?? HttpInvokeOptions.Default, time ?? new FakeTimeProvider());
    }
}
