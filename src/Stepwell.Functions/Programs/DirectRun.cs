using System.Globalization;
using System.Text;
using Stepwell.Functions.Logs;

namespace Stepwell.Functions.Programs;

/// <summary>An invocation without an environment: its time, and its lines in the log.</summary>
internal sealed class DirectRun
{
    private readonly FunctionSpec _spec;
    private readonly Invocation _invocation;
    private readonly EnvironmentLog _log;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly Lock _gate = new();
    private bool _isOver;

    public DirectRun(FunctionSpec spec, Invocation invocation, IFunctionLogs logs, TimeProvider time, Func<Guid> newId)
    {
        (_spec, _invocation, _time) = (spec, invocation, time);
        var now = time.GetUtcNow();
        // Nothing lives on between invocations, so the day is what their streams have in common.
        var stream = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy'/'MM'/'dd}/[{spec.Version}]{newId():N}");
        _log = new EnvironmentLog(spec, logs, stream, time);
        _begun = time.GetTimestamp();
        DeadlineMs = now.ToUnixTimeMilliseconds() + (spec.TimeoutSeconds * 1000L);
        _log.Begin(invocation.RequestId, invocation.WantsLogTail);
    }

    public long DeadlineMs { get; }

    /// <summary>For a handler in this process.</summary>
    public HandlerCall Call =>
        new(_spec, _invocation, DateTimeOffset.FromUnixTimeMilliseconds(DeadlineMs), _log.Stream, Write, _time);

    public InvocationOutcome End(ReadOnlyMemory<byte> payload, Fault? fault)
    {
        var duration = _time.GetElapsedTime(_begun);
        lock (_gate) _isOver = true;
        if (fault is not null)
        {
            fault.Describe(_log, _invocation.RequestId, _time);
            payload = fault.ToPayload(_invocation.RequestId);
            duration = fault.DurationOf(_spec, duration);
        }

        var report = new InvocationReport(
            _invocation.RequestId, _spec.MemoryMegabytes, duration, Initialized: null, PeakBytes: null, fault, IsOver: fault is { Status: "timeout" },
            _invocation.TraceHeader);
        var tail = _log.End(report, payload.Length);
        return new InvocationOutcome(payload, fault is null ? null : FunctionError.Unhandled, tail, duration);
    }

    /// <summary>One event of the log, which has line feeds as runtimes write them. A handler that runs on is heard no more.</summary>
    private void Write(string text)
    {
        var line = text.Replace("\r\n", "\r", StringComparison.Ordinal).Replace('\n', '\r') + "\n";
        lock (_gate)
        {
            if (!_isOver) _log.Append(Encoding.UTF8.GetBytes(line));
        }
    }
}
