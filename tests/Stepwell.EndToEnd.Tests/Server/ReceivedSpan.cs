namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>A span as a collector gets it.</summary>
/// <param name="ParentId">Empty for a root.</param>
/// <param name="Start">Nanoseconds since 1970.</param>
/// <param name="Status">0: unset; 2: error.</param>
internal sealed record ReceivedSpan(
    string Service,
    string TraceId,
    string Id,
    string ParentId,
    string TraceState,
    string Name,
    int Kind,
    ulong Start,
    ulong End,
    IReadOnlyDictionary<string, object> Attributes,
    int Status,
    string Message)
{
    /// <summary>Those of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<ReceivedSpan> ReadAll(byte[] request) =>
        from resourceSpans in new ProtobufMessage(request).Messages(1)
        let resource = AttributesOf(resourceSpans.Messages(1).Single(), 1)
        from scopeSpans in resourceSpans.Messages(2)
        from span in scopeSpans.Messages(2)
        let status = span.Messages(15).SingleOrDefault()
        select new ReceivedSpan(
            (string)resource["service.name"],
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(3),
            span.Text(5),
            (int)span.Number(6),
            span.Number(7),
            span.Number(8),
            AttributesOf(span, 9),
            (int)(status?.Number(3) ?? 0),
            status?.Text(2) ?? "");

    private static Dictionary<string, object> AttributesOf(ProtobufMessage message, int field)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var attribute in message.Messages(field))
        {
            var value = attribute.Messages(2).Single();
            attributes.Add(attribute.Text(1), value.Text(1) is { Length: > 0 } text ? text : (object)(long)value.Number(3));
        }
        return attributes;
    }
}
