using Stepwell.Services.StepFunctions.Tracing;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>Keeps the spans that a service tells.</summary>
internal sealed class SpanBook : ISpanSink
{
    private readonly List<Span> _spans = [];

    /// <summary>In the order in which they were told.</summary>
    public IReadOnlyList<Span> All
    {
        get
        {
            lock (_spans)
                return [.. _spans];
        }
    }

    /// <summary>The one of that name.</summary>
    public Span this[string name] => Assert.Single(All, span => span.Name == name);

    public void Add(IReadOnlyList<Span> spans)
    {
        lock (_spans)
            _spans.AddRange(spans);
    }
}
