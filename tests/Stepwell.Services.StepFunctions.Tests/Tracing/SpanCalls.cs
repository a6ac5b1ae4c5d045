using Stepwell.Services.StepFunctions.Tests.Support;
using Stepwell.Services.StepFunctions.Tracing;

namespace Stepwell.Services.StepFunctions.Tests.Tracing;

/// <summary>Questions about spans.</summary>
internal static class SpanCalls
{
    public static Task UntilTold(this Server server, string name) =>
        server.Until($"a span {name}", () => Task.FromResult(server.Spans.All.Any(span => span.Name == name)));

    /// <summary>Null where it has none of that name.</summary>
    public static object? Attribute(this Span span, string name) => span.Attributes.SingleOrDefault(attribute => attribute.Key == name).Value;
}
