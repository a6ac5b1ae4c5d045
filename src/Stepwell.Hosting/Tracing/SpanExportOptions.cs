using System.Collections.Immutable;
using System.Globalization;

namespace Stepwell.Hosting.Tracing;

/// <summary>How spans are sent.</summary>
internal sealed record SpanExportOptions
{
    private const char Pair = '=';

    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    public int MaxQueuedSpans { get; init; } = 65_536;

    public int BatchSize { get; init; } = 512;

    /// <summary>From the first span of a batch on: what a crash may take.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For an answer of the collector.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For all that is left at the end.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>With what OpenTelemetry's variables say; those that are no positive number say nothing.</summary>
    /// <remarks>OpenTelemetry specification, "Environment variable specification" and "OTLP exporter configuration".</remarks>
    public static SpanExportOptions FromEnvironment()
    {
        var options = new SpanExportOptions();
        return options with
        {
            Headers = ParseHeaders(Variable("OTEL_EXPORTER_OTLP_TRACES_HEADERS") ?? Variable("OTEL_EXPORTER_OTLP_HEADERS")),
            MaxQueuedSpans = Number("OTEL_BSP_MAX_QUEUE_SIZE") ?? options.MaxQueuedSpans,
            BatchSize = Number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE") ?? options.BatchSize,
            Delay = Time("OTEL_BSP_SCHEDULE_DELAY") ?? options.Delay,
            Timeout = Time("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT") ?? Time("OTEL_EXPORTER_OTLP_TIMEOUT") ?? options.Timeout,
        };
    }

    /// <summary>Pairs of name and percent-encoded value, with commas between them.</summary>
    private static ImmutableArray<(string Name, string Value)> ParseHeaders(string? text)
    {
        var headers = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (pair.Split(Pair, 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value])
                headers.Add((name, Uri.UnescapeDataString(value)));
        return headers.ToImmutable();
    }

    private static TimeSpan? Time(string name) => Number(name) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static int? Number(string name) =>
        int.TryParse(Variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
