using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Stepwell.Services.StepFunctions.Metrics;

namespace Stepwell.Metrics;

/// <summary>
/// Sends metrics to an OpenTelemetry collector by OTLP over HTTP, each minute unless OTEL_METRIC_EXPORT_INTERVAL (milliseconds) says otherwise,
/// and once more when it is disposed. OpenTelemetry's variables for headers, timeout and resource attributes are in force.
/// </summary>
internal static class OtlpExport
{
    private const string Path = "v1/metrics";

    /// <param name="collector">The base address, as in OTEL_EXPORTER_OTLP_ENDPOINT.</param>
    public static IDisposable Start(Uri collector) => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.AddService("stepwell"))
        .AddMeter(MetricNames.States, MetricNames.Usage, "Stepwell.Store", QueueInstruments.MeterName, "System.Runtime")
        .AddOtlpExporter(options =>
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + Path);
        })
        .Build();
}
