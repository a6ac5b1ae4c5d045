using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>
/// The spans of an Express execution, kept until it ends: one that a crash takes runs again from its start, and is told of once.
/// Its decisions come one after the other.
/// </summary>
internal sealed class ExpressTrace(ExecutionTrace trace, SpanSubject subject)
{
    private readonly List<Span> _spans = [];

    public IReadOnlyList<Span> Spans => _spans;

    public void Note(Execution before, IReadOnlyList<Event> events) => _spans.AddRange(SpanProjection.Of(trace, subject, before, events));

    /// <summary>What those are told that a task calls.</summary>
    public string HeaderOfTask(long taskId) => trace.HeaderOf(trace.Task(taskId));
}
