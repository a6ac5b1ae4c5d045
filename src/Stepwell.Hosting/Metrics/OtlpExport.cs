using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Stepwell.Hosting.Tracing;
using Stepwell.Services.Lambda.Operations;
using Stepwell.Services.StepFunctions.Metrics;

namespace Stepwell.Hosting.Metrics;

/// <summary>
/// Sends metrics to an OpenTelemetry collector by OTLP over HTTP, each minute unless OTEL_METRIC_EXPORT_INTERVAL (milliseconds) says otherwise,
/// and once more when it is disposed. OpenTelemetry's variables for headers, timeout and resource attributes are in force.
/// </summary>
internal static class OtlpExport
{
    private const string Path = "v1/metrics";

    /// <param name="collector">The base address, as in OTEL_EXPORTER_OTLP_ENDPOINT.</param>
    /// <param name="identity">Tells this server from others.</param>
    public static IDisposable Start(Uri collector, string identity) => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => Describe(resource, identity))
        .AddMeter(MetricNames.States, MetricNames.Usage, LambdaService.MeterName, "Stepwell.Store", QueueInstruments.MeterName, SpanExport.MeterName, "System.Runtime")
        .AddOtlpExporter(options =>
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + Path);
        })
        .Build();

    /// <summary>What a collector is told of this server.</summary>
    public static ResourceBuilder Describe(ResourceBuilder resource, string identity) =>
        resource.AddService("stepwell", serviceInstanceId: identity);
}
