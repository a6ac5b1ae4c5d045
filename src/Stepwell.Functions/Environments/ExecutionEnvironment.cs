using Stepwell.Functions.Logs;
using Stepwell.Functions.Processes;

namespace Stepwell.Functions.Environments;

/// <summary>
/// One life of a function's processes: initialized once, then one invocation at a time, then gone. What its runtime says comes in by
/// <see cref="RuntimeApi"/>. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html. Thread-safe.
/// </summary>
internal sealed class ExecutionEnvironment
{
    /// <remarks>Lambda quotas: 900 seconds.</remarks>
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    /// <summary>For an invocation that begins just before this is looked at.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly EnvironmentParts _parts;
    private readonly EnvironmentPool _pool;
    private readonly TaskCompletionSource<Fault?> _initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _deadline;
    private readonly DateTimeOffset _expires;
    private readonly Extensions _extensions;
    private TaskCompletionSource<Call?>? _next;
    private Call? _call;
    private Fault? _initFault;
    private EnvironmentResources? _resources;
    private long _idleSince;
    private bool _isFrozen;
    private bool _isEnding;

    /// <param name="expires">When what the function signs with is good no more.</param>
    public ExecutionEnvironment(FunctionSpec spec, EnvironmentParts parts, EnvironmentPool pool, EnvironmentLog log, DateTimeOffset expires)
    {
        (Spec, _parts, _pool, Log, _expires) = (spec, parts, pool, log, expires);
        _extensions = new Extensions(parts.NewId);
        _deadline = parts.Time.CreateTimer(_ => OnDeadline(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public FunctionSpec Spec { get; }

    public EnvironmentLog Log { get; }

    /// <summary>Whether it was made ahead of invocations, and stays when there are none.</summary>
    public bool IsProvisioned { get; init; }

    /// <summary>Whether an invocation has come to it.</summary>
    public bool HasServed { get; private set; }

    /// <summary>How long it has had nothing to do; null: it has, or is over.</summary>
    public TimeSpan? Idle
    {
        get
        {
            lock (_gate) return IsIdle ? _parts.Time.GetElapsedTime(_idleSince) : null;
        }
    }

    /// <summary>Whether another invocation might outlive what the function signs with.</summary>
    public bool IsOld => _expires - _parts.Time.GetUtcNow() < LongestInvocation + Slack;

    /// <summary>Complete when it is over and nothing of it is left.</summary>
    public Task Ended => _ended.Task;

    private bool IsIdle => !_isEnding && _call is null && _next is not null && _initialized.Task.IsCompleted;

    /// <summary>The processes run.</summary>
    public void Attach(EnvironmentResources resources, IReadOnlyList<string> extensionNames)
    {
        lock (_gate)
        {
            _resources = resources;
            _extensions.Expect(extensionNames);
        }

        _ = WatchExit(resources.Process);
    }

    /// <summary>Waits until runtime and extensions have asked for the first event. Null: they have.</summary>
    public async Task<Fault?> Initialize(TimeSpan limit)
    {
        try
        {
            return await _initialized.Task.WaitAsync(limit, _parts.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Fault.InitTimedOut;
        }
    }

    /// <summary>Hands an invocation to the runtime, in the thread of the caller. False: the environment is over.</summary>
    public bool TryDeliver(Call call)
    {
        TaskCompletionSource<Call?> next;
        lock (_gate)
        {
            if (!IsIdle) return false;
            if (_isFrozen) _resources!.Process.Thaw();
            _isFrozen = false;
            call.Begin(_parts.Time);
            call.BeginLog(Log);
            (call.IsProvisioned, HasServed) = (IsProvisioned, true);
            (_call, next, _next) = (call, _next!, null);
            _deadline.Change(call.Remaining(_parts.Time), Timeout.InfiniteTimeSpan);
            // Before the runtime, which may be done with it at once: the invocation is not over before they are.
            _extensions.Invoke(call);
        }

        next.SetResult(call);
        return true;
    }

    /// <summary>Stops the processes until the next invocation, if there is none now.</summary>
    public void Freeze()
    {
        lock (_gate)
        {
            if (!IsIdle || _isFrozen) return;
            _isFrozen = true;
            _resources!.Process.Freeze();
        }
    }

    /// <summary>Ends it: tells the extensions, then kills. Complete when nothing is left.</summary>
    /// <param name="reason"><c>spindown</c>, <c>timeout</c> or <c>failure</c>.</param>
    public Task End(string reason) => End(reason, Fault.Exited(0, ranOutOfMemory: false));

    /// <summary>The runtime wants an event: it has done with what it had. A task of null: there will be none. Null: it may not ask now.</summary>
    public Task<Call?>? Next()
    {
        Call? done;
        TaskCompletionSource<Call?>? replaced;
        var next = new TaskCompletionSource<Call?>();
        lock (_gate)
        {
            if (_isEnding || _call is { IsAnswering: false }) return null;
            (replaced, _next) = (_next, next);
            done = CompletePhase();
        }

        // A client that lost its connection asks again.
        replaced?.TrySetResult(null);
        if (done is not null) Finish(done);
        return next.Task;
    }

    /// <summary>The runtime begins to answer. Null: not this invocation, or not again.</summary>
    public Call? BeginAnswer(string requestId)
    {
        lock (_gate)
        {
            if (_call is not { IsAnswering: false } call || call.Invocation.RequestId != requestId) return null;
            call.IsAnswering = true;
            return call;
        }
    }

    /// <summary>The runtime has answered. False: too late.</summary>
    public bool Answer(Call call, ReadOnlyMemory<byte> payload, Fault? fault)
    {
        lock (_gate)
        {
            if (_call != call || call.Answer is not null) return false;
            call.SetAnswer(payload, fault, call.Elapsed(_parts.Time));
            // Before the runtime hears of it: it may ask for more at once.
            _pool.Returning(this);
            return true;
        }
    }

    /// <summary>Lets the caller have the answer, if it need not wait for the log.</summary>
    public static void Publish(Call call)
    {
        if (!call.Invocation.WantsLogTail) call.Publish(logTail: null);
    }

    /// <summary>The runtime, or an extension, says why it cannot start. False: it has started.</summary>
    public bool FailInit(Fault fault)
    {
        lock (_gate)
        {
            if (_initialized.Task.IsCompleted) return false;
            _initFault ??= fault;
        }

        _initialized.TrySetResult(fault);
        return true;
    }

    /// <summary>An extension says that it cannot go on.</summary>
    public void FailExtension(Fault fault)
    {
        if (!FailInit(fault)) _ = End("failure", fault);
    }

    public string NewEventId() => _parts.NewId().ToString();

    public RegisterResult RegisterExtension(string name, IReadOnlyList<string> events)
    {
        lock (_gate) return _extensions.Register(name, events, isClosed: _initialized.Task.IsCompleted);
    }

    /// <summary>An extension wants an event. Null: there is no such extension.</summary>
    public Task<ExtensionEvent?>? NextOfExtension(string id)
    {
        Task<ExtensionEvent?>? next;
        Call? done;
        lock (_gate)
        {
            next = _extensions.Next(id);
            done = next is null ? null : CompletePhase();
        }

        if (done is not null) Finish(done);
        return next;
    }

    public bool HasExtension(string id)
    {
        lock (_gate) return _extensions.Has(id);
    }

    /// <summary>When everybody waits, the initialization or the invocation is over; the invocation that is.</summary>
    private Call? CompletePhase()
    {
        if (_next is null || _isEnding || !_extensions.AreWaiting) return null;
        _idleSince = _parts.Time.GetTimestamp();
        if (!_initialized.Task.IsCompleted)
        {
            _initialized.TrySetResult(null);
            return null;
        }

        // An answer that is under way is waited for.
        if (_call is not { Answer: not null } done) return null;
        _call = null;
        _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return done;
    }

    private void Finish(Call call)
    {
        Close(call, call.Answer!.Fault, isOver: false);
        if (!_pool.Return(this)) _ = End("spindown");
    }

    private void OnDeadline()
    {
        lock (_gate)
        {
            // A timer that was just stopped may still come, and one may come a little early.
            if (_call is not { } call || _isEnding) return;
            if (call.Remaining(_parts.Time) is var remaining && remaining > TimeSpan.Zero)
            {
                _deadline.Change(remaining + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _ = End("timeout", Fault.TimedOut(Spec.TimeoutSeconds));
    }

    private async Task WatchExit(SandboxProcess process)
    {
        var code = await process.Exited.ConfigureAwait(false);
        await End("failure", Fault.Exited(code, process.Group.RanOutOfMemory())).ConfigureAwait(false);
    }

    private Task End(string reason, Fault fault)
    {
        Call? call;
        TaskCompletionSource<Call?>? next;
        lock (_gate)
        {
            if (_isEnding) return _ended.Task;
            _isEnding = true;
            (call, next, _call, _next) = (_call, _next, null, null);
            _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _pool.Forget(this);
        _initialized.TrySetResult(_initFault ?? fault);
        _ = Shutdown(reason, fault, call, next);
        return _ended.Task;
    }

    private async Task Shutdown(string reason, Fault fault, Call? call, TaskCompletionSource<Call?>? next)
    {
        try
        {
            if (_resources is { } resources)
            {
                if (_isFrozen) resources.Process.Thaw();
                await _extensions.Shutdown(reason, resources.Process, _parts.Time).ConfigureAwait(false);
                resources.Process.Kill();
                await resources.Process.Exited.ConfigureAwait(false);
                // Whatever left the group's leader behind.
                resources.Process.Kill();
                resources.Output.Drain();
            }

            if (call is not null) Fail(call, fault);
            next?.TrySetResult(null);
            _extensions.Release();
            await _deadline.DisposeAsync().ConfigureAwait(false);
            if (_resources is not null) await _resources.DisposeAsync().ConfigureAwait(false);
            _ended.SetResult();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            call?.Fail(failure);
            _ended.SetException(failure);
        }
    }

    /// <summary>An invocation that ends with its environment; a runtime that had answered has only failed to come back.</summary>
    private void Fail(Call call, Fault fault)
    {
        fault.Describe(Log, call.Invocation.RequestId, _parts.Time);
        call.SetAnswer(fault.ToPayload(call.Invocation.RequestId), fault, call.Elapsed(_parts.Time));
        Close(call, fault, isOver: true);
    }

    private void Close(Call call, Fault? fault, bool isOver)
    {
        _resources!.Output.Drain();
        var id = call.Invocation.RequestId;
        var elapsed = call.Elapsed(_parts.Time);
        var duration = isOver && fault is not null ? fault.DurationOf(Spec, elapsed) : elapsed;
        var peak = _resources.Process.Group.PeakMemory();
        // An error that the function reports itself is none of the environment.
        var report = new InvocationReport(id, Spec.MemoryMegabytes, duration, call.Initialized, peak, fault, isOver, call.Invocation.TraceHeader);
        call.Publish(Log.End(report, isOver ? 0 : call.Answer!.Payload.Length));
    }
}
