namespace Stepwell.Partitions;

/// <summary>
/// The loop: takes signals and commands out of the mailbox and gives them to the current instance. Outlives instances: when one ends it
/// waits until all of its commits are settled, and only then starts the next, so that nothing changes under a fresh one.
/// </summary>
internal sealed class Partition : IThreadPoolWorkItem
{
    /// <summary>Timers take no more than 49 days.</summary>
    private const long LongestWaitTicks = TimeSpan.TicksPerDay;
    private const long LeapTicks = 10 * TimeSpan.TicksPerMillisecond;

    private readonly int _number;
    private readonly PartitionContext _context;
    private readonly Random _random;
    private readonly Mailbox _mailbox;
    private readonly Queue<Command> _accepted = new();
    private readonly Stack<Commit> _idleCommits = new();
    private readonly ITimer _timer;
    private readonly ITimer _retryTimer;
    private readonly TaskCompletionSource _started;
    private readonly TaskCompletionSource _stopped;
    private List<Signal> _signals = [];
    private PartitionInstance? _instance;
    private Phase _phase = Phase.Waiting;
    private bool _isStopping;
    private long _armedTicks = long.MaxValue;
    private long _recoveredTimestamp;
    private int _isScheduled;

    public Partition(int number, PartitionContext context, Random random)
    {
        _number = number;
        _context = context;
        _random = random;
        _mailbox = new Mailbox(number, context.Options.MailboxCapacity);
        _timer = CreateTimer(SignalKind.TimeCame);
        _retryTimer = CreateTimer(SignalKind.Retry);
        var creation = context.Scheduler.RunsContinuationsInline
            ? TaskCreationOptions.None
            : TaskCreationOptions.RunContinuationsAsynchronously;
        _started = new TaskCompletionSource(creation);
        _stopped = new TaskCompletionSource(creation);
    }

    private enum Phase
    {
        /// <summary>Not started, or waiting to try again.</summary>
        Waiting,
        Running,

        /// <summary>The instance has ended; its commits are still settling.</summary>
        Settling,
        Stopped,
    }

    public Task StartAsync()
    {
        Post(new Signal(SignalKind.Start));
        return _started.Task;
    }

    public Task StopAsync()
    {
        _mailbox.Close();
        Post(new Signal(SignalKind.Stop));
        return _stopped.Task;
    }

    public int QueueLength => _mailbox.CommandCount;

    public PartitionException? TryPost(in Command command)
    {
        var refusal = _mailbox.TryPost(command);
        if (refusal is null)
            Schedule();
        return refusal;
    }

    public void Post(in Signal signal)
    {
        _mailbox.Post(signal);
        Schedule();
    }

    public void Execute()
    {
        var signals = _mailbox.TakeSignals(_signals);
        foreach (var signal in signals)
            Handle(signal);
        signals.Clear();
        _signals = signals;

        Run();
        _instance?.Reader.Refresh();

        // What the loop knows of itself is read while it is still the only one; from then on only the mailbox may be looked at.
        var takesCommands = _phase == Phase.Running && _instance!.TakesCommands;
        var hasWork = (takesCommands && (_accepted.Count > 0 || _instance!.IsRecovering))
            || (_phase == Phase.Settling && !_instance!.HasCommitsUnderWay);
        Interlocked.Exchange(ref _isScheduled, 0);
        if (hasWork || _mailbox.HasSignals || (takesCommands && _mailbox.HasCommands))
            Schedule();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            _context.Scheduler.Schedule(this);
    }

    private void Handle(in Signal signal)
    {
        switch (signal.Kind)
        {
            case SignalKind.Start or SignalKind.Retry:
                if (_phase == Phase.Waiting)
                    Recover();
                break;
            case SignalKind.Stop:
                _isStopping = true;

                // Once more: a recovery may have opened it since.
                _mailbox.Close();
                break;
            case SignalKind.Completed:
                _instance!.OnCompleted((Commit)signal.Value!, signal.Failure, GiveBack);
                break;
            case SignalKind.TimeCame:
                _armedTicks = long.MaxValue;
                break;
            default:
                // What other partitions send to one that does not run is sent again when it does.
                if (_phase == Phase.Running)
                    HandleFromPartition(signal);
                break;
        }

        if (_instance?.TakeFault() is { } fault)
            Fence(fault);
    }

    private void HandleFromPartition(in Signal signal)
    {
        try
        {
            switch (signal.Kind)
            {
                case SignalKind.Message:
                    _instance!.OnMessage(signal.Partition, signal.Sequence, signal.Address, signal.Value!);
                    break;
                case SignalKind.Acknowledged:
                    _instance!.OnAcknowledged(signal.Partition, signal.Sequence);
                    break;
                case SignalKind.Resend:
                    _instance!.OnResendWanted(signal.Partition);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown signal {signal.Kind}.");
            }
        }
        catch (Exception exception)
        {
            Fence(exception);
        }
    }

    private void Run()
    {
        if (_phase == Phase.Settling && !_instance!.HasCommitsUnderWay)
            StartAnew();
        if (_phase == Phase.Running)
            Drain();
        if (_isStopping)
            StopIfDone();
    }

    private void Drain()
    {
        var instance = _instance!;
        try
        {
            if (instance.TakesCommands && _accepted.Count == 0)
                _mailbox.TakeCommands(_accepted, _context.Options.CommandsPerBatch);
            instance.Drain(_accepted);
            if (instance.TakeFault() is { } fault)
                Fence(fault);
            else if (instance.TakesCommands)
                Arm(instance.NextTicks);
        }
        catch (Exception exception)
        {
            Fence(exception);
        }
    }

    private void Recover()
    {
        try
        {
            var epoch = _context.Store.Claim(_number);
            _instance = new PartitionInstance(_number, _context, new Random(_random.Next()), epoch, RentCommit);
            _instance.Recover();
            _phase = Phase.Running;
            _recoveredTimestamp = _context.TimeProvider.GetTimestamp();
            _armedTicks = long.MaxValue;
            if (!_isStopping)
                _mailbox.Open();
            _started.TrySetResult();
        }
        catch (Exception exception)
        {
            _phase = Phase.Waiting;
            _instance = null;
            _context.Report(new PartitionIncident.RecoveryFailed(_number, exception));
            RefuseUntilRecovered(exception);
            if (!_started.TrySetException(exception))
                _retryTimer.Change(_context.Options.RetryDelay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A caller is better served by an error at once than by an answer that may never come.</summary>
    private void RefuseUntilRecovered(Exception fault)
    {
        if (!_isStopping)
            _mailbox.Close(fault);
        FailWaiting(new PartitionUnavailableException(_number, fault));
    }

    private void FailWaiting(PartitionException refusal)
    {
        _mailbox.TakeCommands(_accepted, int.MaxValue);
        while (_accepted.TryDequeue(out var command))
            command.Reply?.Fail(refusal);
    }

    /// <summary>An instance that ended soon is not replaced at once, lest a lasting fault keeps the loop spinning.</summary>
    private void StartAnew()
    {
        var rest = _context.Options.RetryDelay - _context.TimeProvider.GetElapsedTime(_recoveredTimestamp);
        if (rest <= TimeSpan.Zero || _isStopping)
        {
            Recover();
            return;
        }

        _phase = Phase.Waiting;
        _retryTimer.Change(rest, Timeout.InfiniteTimeSpan);
    }

    private void Fence(Exception reason)
    {
        _context.Report(new PartitionIncident.Fenced(_number, reason));
        if (_phase != Phase.Running)
            return;

        _instance!.Abandon(reason);
        _phase = Phase.Settling;
    }

    private void StopIfDone()
    {
        if (_phase == Phase.Running && (_accepted.Count > 0 || _mailbox.HasCommands || _instance!.HasCommitsUnderWay))
            return;
        if (_phase is Phase.Settling or Phase.Stopped)
            return;

        _phase = Phase.Stopped;
        FailWaiting(new PartitionStoppedException(_number));
        _timer.Dispose();
        _retryTimer.Dispose();
        _started.TrySetException(new PartitionStoppedException(_number));
        _stopped.TrySetResult();
    }

    /// <summary>Has the loop run at that moment, unless it will anyway.</summary>
    private void Arm(long ticks)
    {
        if (ticks >= _armedTicks)
            return;

        _armedTicks = ticks;
        var nowTicks = _context.TimeProvider.GetUtcNow().UtcTicks;
        long askedTicks;
        do
        {
            // The timer counts from when it is set: a clock that was moved meanwhile would make it late by as much.
            askedTicks = nowTicks;
            _timer.Change(TimeSpan.FromTicks(Math.Clamp(ticks - askedTicks, 0, LongestWaitTicks)), Timeout.InfiniteTimeSpan);
            nowTicks = _context.TimeProvider.GetUtcNow().UtcTicks;
        }
        while (nowTicks - askedTicks > LeapTicks);
    }

    private ITimer CreateTimer(SignalKind kind) => _context.TimeProvider.CreateTimer(
        _ => Post(new Signal(kind)), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private Commit RentCommit() => _idleCommits.TryPop(out var commit)
        ? commit
        : new Commit(_number, (completed, failure) => Post(new Signal(SignalKind.Completed, Value: completed, Failure: failure)));

    private void GiveBack(Commit commit)
    {
        commit.Clear();
        _idleCommits.Push(commit);
    }
}
