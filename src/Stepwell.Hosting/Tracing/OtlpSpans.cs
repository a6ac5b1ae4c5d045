using OpenTelemetry.Resources;
using Stepwell.Services.StepFunctions.Tracing;

namespace Stepwell.Hosting.Tracing;

/// <summary>
/// Spans as an <c>ExportTraceServiceRequest</c> of OTLP. OpenTelemetry's own exporter takes activities, whose ids and times are those
/// of the process; spans of executions have ids and times from their journals.
/// </summary>
/// <remarks>opentelemetry-proto, trace/v1/trace.proto and common/v1/common.proto; field numbers are those of the release 1.0.</remarks>
internal static class OtlpSpans
{
    private const string Scope = "Stepwell.StepFunctions";
    private const int ErrorStatus = 2;

    public static void Write(ProtobufWriter to, Resource resource, IReadOnlyList<Span> spans)
    {
        var resourceSpans = to.Begin(1);
        var described = to.Begin(1);
        foreach (var (name, value) in resource.Attributes)
            WriteAttribute(to, 1, name, value);
        to.End(described);
        var scopeSpans = to.Begin(2);
        var scope = to.Begin(1);
        to.Text(1, Scope);
        to.End(scope);
        foreach (var span in spans)
            Write(to, span);
        to.End(scopeSpans);
        to.End(resourceSpans);
    }

    private static void Write(ProtobufWriter to, Span span)
    {
        var message = to.Begin(2);
        to.BigEndian(1, span.TraceId.High, span.TraceId.Low);
        to.BigEndian(2, span.Id.Value);
        if (span.TraceState is { } state)
            to.Text(3, state);
        if (span.ParentId is { } parent)
            to.BigEndian(4, parent.Value);
        to.Text(5, span.Name);
        to.Number(6, (long)span.Kind);
        to.Fixed(7, Nanoseconds(span.Start));
        to.Fixed(8, Nanoseconds(span.End));
        foreach (var (name, value) in span.Attributes)
            WriteAttribute(to, 9, name, value);
        if (span.Error is { } error)
        {
            var status = to.Begin(15);
            to.Text(2, error);
            to.Number(3, ErrorStatus);
            to.End(status);
        }
        to.End(message);
    }

    private static void WriteAttribute(ProtobufWriter to, int field, string name, object value)
    {
        var attribute = to.Begin(field);
        to.Text(1, name);
        var any = to.Begin(2);
        switch (value)
        {
            case string text:
                to.Text(1, text);
                break;
            case bool truth:
                to.Number(2, truth ? 1 : 0);
                break;
            case long number:
                to.Number(3, number);
                break;
            default:
                to.Text(1, value.ToString() ?? "");
                break;
        }
        to.End(any);
        to.End(attribute);
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
