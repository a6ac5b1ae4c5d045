using System.Globalization;
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

    public InvocationOutcome End(ReadOnlyMemory<byte> payload, Fault? fault)
    {
        var duration = _time.GetElapsedTime(_begun);
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
}
