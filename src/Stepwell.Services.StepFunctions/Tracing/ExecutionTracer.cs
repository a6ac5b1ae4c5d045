using System.Collections.Concurrent;
using Stepwell.Integrations.Tracing;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Express;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>Tells of executions in traces. There is none where nobody takes the spans. Thread-safe.</summary>
internal sealed class ExecutionTracer
{
    private const int Capacity = 10_000;

    private readonly ISpanSink _sink;
    private readonly TraceSampling _sampling;
    private readonly ConcurrentDictionary<long, bool> _enabled = new();
    private readonly Action<object> _tell;

    public ExecutionTracer(ISpanSink sink, TraceSampling sampling)
    {
        _sink = sink;
        _sampling = sampling;
        _tell = fact =>
        {
            var (trace, subject, before, events) = (Fact)fact;
            Add(SpanProjection.Of(trace, subject, before, events));
        };
    }

    /// <summary>Null: it is not traced.</summary>
    public ExecutionTrace? TraceOf(ExecutionRow row, IStoreReader reader)
    {
        var caller = TraceContext.Parse(row.TraceHeader);
        return caller?.IsSampled ?? (_sampling == TraceSampling.All || IsEnabled(row.RevisionId, reader))
            ? ExecutionTrace.Of(row.Arn, row.StartedAtMs, caller)
            : null;
    }

    /// <summary>Of one that begins to run now; null: it is not traced.</summary>
    public ExpressTrace? TraceOf(ExpressStart start, DateTimeOffset now)
    {
        var caller = TraceContext.Parse(start.TraceHeader);
        if (!(caller?.IsSampled ?? (_sampling == TraceSampling.All || start.Machine.IsTraced)))
            return null;
        var trace = ExecutionTrace.Of(start.ExecutionArn, (start.AcceptedAt ?? now).ToUnixTimeMilliseconds(), caller);
        return new ExpressTrace(trace, new SpanSubject(IsExpress: true, start.Version, start.Alias, start.MapRunArn));
    }

    /// <summary>What the decision has ended, when the activation is durable.</summary>
    /// <param name="before">The execution as it was before the decision.</param>
    public void TellAfterCommit(ExecutionRow row, Execution before, IReadOnlyList<Event> events, IActivation activation)
    {
        if (events.Any(entry => SpanProjection.IsEnd(entry.Detail)) && TraceOf(row, activation.Reader) is { } trace)
            activation.AfterCommit(_tell, new Fact(trace, SpanSubject.Of(row), before, events));
    }

    /// <summary>What those are told that a task calls.</summary>
    public string? HeaderOfTask(ExecutionRow row, long taskId, IStoreReader reader) =>
        TraceOf(row, reader) is { } trace ? trace.HeaderOf(trace.Task(taskId)) : row.TraceHeader;

    /// <summary>What the children of a Map Run are told, which belong to its Map state.</summary>
    public string? HeaderOfState(ExecutionRow row, long enteredEventId, int redriveCount, IStoreReader reader) =>
        TraceOf(row, reader) is { } trace ? trace.HeaderOf(trace.StateEnteredBy(enteredEventId, redriveCount)) : row.TraceHeader;

    public void Add(IReadOnlyList<Span> spans)
    {
        if (spans.Count > 0)
            _sink.Add(spans);
    }

    /// <summary>A revision never changes, so an answer is never stale.</summary>
    private bool IsEnabled(long revisionId, IStoreReader reader)
    {
        if (_enabled.TryGetValue(revisionId, out var known))
            return known;
        var revision = reader.Find(Tables.Revisions, revisionId)
            ?? throw new InvalidOperationException($"Revision {revisionId} is not in the store.");
        if (_enabled.Count >= Capacity)
            _enabled.Clear();
        return _enabled[revisionId] = Configurations.Parse(revision.Configuration).Tracing.Enabled == true;
    }

    private sealed record Fact(ExecutionTrace Trace, SpanSubject Subject, Execution Before, IReadOnlyList<Event> Events);
}
