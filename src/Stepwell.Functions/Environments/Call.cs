using Stepwell.Functions.Logs;

namespace Stepwell.Functions.Environments;

/// <summary>An invocation on its way. Its environment guards what changes.</summary>
internal sealed class Call(FunctionSpec spec, Invocation invocation)
{
    private readonly TaskCompletionSource<InvocationOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _startedAt;
    private EnvironmentLog? _log;

    public FunctionSpec Spec => spec;

    public Invocation Invocation => invocation;

    public Task<InvocationOutcome> Outcome => _outcome.Task;

    public bool HasBegun { get; private set; }

    /// <summary>Unix time, as runtimes are told it.</summary>
    public long DeadlineMs { get; private set; }

    /// <summary>How long its new environment took to get ready; null: not part of the report.</summary>
    public TimeSpan? Initialized { get; set; }

    /// <summary>Whether it runs in an environment that was made ahead.</summary>
    public bool IsProvisioned { get; set; }

    /// <summary>The runtime has begun to answer.</summary>
    public bool IsAnswering { get; set; }

    /// <summary>What is to be said of it; null: the runtime has not answered.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>From here its time runs.</summary>
    public void Begin(TimeProvider time)
    {
        if (HasBegun) return;
        HasBegun = true;
        _startedAt = time.GetTimestamp();
        DeadlineMs = time.GetUtcNow().ToUnixTimeMilliseconds() + (spec.TimeoutSeconds * 1000L);
    }

    /// <summary>Its lines go to this log from now on.</summary>
    public void BeginLog(EnvironmentLog log)
    {
        if (_log == log) return;
        _log = log;
        log.Begin(invocation.RequestId, invocation.WantsLogTail);
    }

    public TimeSpan Elapsed(TimeProvider time) => time.GetElapsedTime(_startedAt);

    public TimeSpan Remaining(TimeProvider time)
    {
        var remaining = TimeSpan.FromSeconds(spec.TimeoutSeconds) - Elapsed(time);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    public void SetAnswer(ReadOnlyMemory<byte> payload, Fault? fault, TimeSpan duration) => Answer ??= new Answer(payload, fault, duration);

    /// <summary>Lets the caller have the answer. Only the first time counts.</summary>
    public void Publish(ReadOnlyMemory<byte>? logTail)
    {
        var answer = Answer ?? throw new InvalidOperationException("There is no answer yet.");
        var error = answer.Fault is null ? (FunctionError?)null : FunctionError.Unhandled;
        _outcome.TrySetResult(new InvocationOutcome(answer.Payload, error, logTail, answer.Duration) { IsProvisioned = IsProvisioned });
    }

    /// <summary>No environment got ready for it.</summary>
    public void FailBeforeDelivery(Fault fault, EnvironmentLog log, TimeProvider time)
    {
        fault.Describe(log, Invocation.RequestId, time);
        SetAnswer(fault.ToPayload(Invocation.RequestId), fault, Elapsed(time));
        var report = new InvocationReport(
            Invocation.RequestId, spec.MemoryMegabytes, fault.DurationOf(spec, Elapsed(time)), Initialized: null, PeakBytes: null, fault, IsOver: true,
            Invocation.TraceHeader);
        Publish(log.End(report, producedBytes: 0));
    }

    public void Fail(Exception failure) => _outcome.TrySetException(failure);
}

/// <param name="Fault">Null: it succeeded.</param>
internal sealed record Answer(ReadOnlyMemory<byte> Payload, Fault? Fault, TimeSpan Duration);
