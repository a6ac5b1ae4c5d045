using Stepwell.Integrations.Tracing;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>A span as OpenTelemetry knows it, complete.</summary>
/// <param name="ParentId">Null for the root of a trace.</param>
/// <param name="TraceState">W3C's; null: none.</param>
/// <param name="Attributes">By OpenTelemetry's names; values are texts, whole numbers or booleans.</param>
/// <param name="Error">Null unless what it tells of has failed; the message may be empty.</param>
public sealed record Span(
    TraceId TraceId,
    SpanId Id,
    SpanId? ParentId,
    string? TraceState,
    string Name,
    SpanKind Kind,
    DateTimeOffset Start,
    DateTimeOffset End,
    IReadOnlyList<KeyValuePair<string, object>> Attributes,
    string? Error);

/// <summary>With OpenTelemetry's numbers.</summary>
public enum SpanKind
{
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
}
