using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Functions.Environments;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>From a request of a function's process to its environment.</summary>
internal sealed class RuntimeApiApplication : IHttpApplication<IFeatureCollection>
{
    private const string RuntimePrefix = "/2018-06-01/";
    private const string ExtensionPrefix = "/2020-01-01/extension/";

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var exchange = new RuntimeExchange(context);
        var environment = context.GetRequiredFeature<ExecutionEnvironment>();
        try
        {
            await Answer(exchange, environment).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && exchange.IsGone)
        {
            // The process is gone, and with it whoever waited for this.
        }
    }

    private static Task Answer(RuntimeExchange exchange, ExecutionEnvironment environment)
    {
        var path = exchange.Path;
        if (path.StartsWith(RuntimePrefix, StringComparison.Ordinal))
            return RuntimeRequests.Answer(exchange, environment, path.AsSpan(RuntimePrefix.Length));
        if (path.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
            return ExtensionRequests.Answer(exchange, environment, path.AsSpan(ExtensionPrefix.Length));
        return path is "/2022-07-01/telemetry" or "/2020-08-15/logs"
            ? ExtensionRequests.RefuseTelemetry(exchange, path)
            : exchange.NotFound();
    }
}
