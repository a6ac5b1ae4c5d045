namespace Stepwell.Functions.Environments;

/// <summary>The environments of one revision. Thread-safe.</summary>
internal sealed class EnvironmentPool(TimeProvider time)
{
    /// <summary>How long an invocation waits for an environment that has answered and is about to ask for more, before it has one made.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<ExecutionEnvironment> _free = [];
    private readonly List<ExecutionEnvironment> _freeProvisioned = [];
    private readonly HashSet<ExecutionEnvironment> _dismissed = [];
    private readonly HashSet<ExecutionEnvironment> _returning = [];
    private readonly LinkedList<TaskCompletionSource<ExecutionEnvironment?>> _waiters = [];
    private bool _isRetired;

    /// <summary>Environments made ahead that have nothing to do.</summary>
    public int FreeProvisionedCount
    {
        get
        {
            lock (_gate) return _freeProvisioned.Count;
        }
    }

    /// <summary>
    /// One that was made ahead, else the one that was free last, so that those beyond the need of the day grow old. Null: one has to be made.
    /// </summary>
    public ValueTask<ExecutionEnvironment?> Take()
    {
        TaskCompletionSource<ExecutionEnvironment?> waiter;
        lock (_gate)
        {
            var free = _freeProvisioned.Count > 0 ? _freeProvisioned : _free;
            if (free.Count > 0)
            {
                var taken = free[^1];
                free.RemoveAt(free.Count - 1);
                return new(taken);
            }

            if (_returning.Count <= _waiters.Count) return new((ExecutionEnvironment?)null);
            waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.AddLast(waiter);
        }

        return Wait(waiter);
    }

    /// <summary>It has answered; soon it will be free.</summary>
    public void Returning(ExecutionEnvironment environment)
    {
        lock (_gate) _returning.Add(environment);
    }

    /// <summary>False: it is to be ended.</summary>
    public bool Return(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            _returning.Remove(environment);
            if (environment.IsOld) return false;
            while (_waiters.First is { } first)
            {
                _waiters.RemoveFirst();
                if (first.Value.TrySetResult(environment)) return true;
            }

            if (_isRetired || _dismissed.Contains(environment)) return false;
            FreeOf(environment).Add(environment);
            return true;
        }
    }

    public void Forget(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            FreeOf(environment).Remove(environment);
            _dismissed.Remove(environment);
            _returning.Remove(environment);
            // Those beyond what may still come have theirs made.
            while (_waiters.Count > _returning.Count && _waiters.First is { } first)
            {
                _waiters.RemoveFirst();
                first.Value.TrySetResult(null);
            }
        }
    }

    /// <summary>Freezes those that are idle long enough, and returns those that are old or were idle too long, which are not in the pool any more.</summary>
    public IReadOnlyList<ExecutionEnvironment> Sweep(TimeSpan freezeDelay, TimeSpan idleTime)
    {
        ExecutionEnvironment[] free;
        lock (_gate)
        {
            if (_free.Count + _freeProvisioned.Count == 0) return [];
            free = [.. _free, .. _freeProvisioned];
        }

        List<ExecutionEnvironment> old = [];
        foreach (var environment in free)
        {
            if (environment.Idle is not { } idle) continue;
            var isOver = environment.IsOld || (idle >= idleTime && !environment.IsProvisioned);
            if (isOver && TakeOut(environment)) old.Add(environment);
            else if (idle >= freezeDelay) environment.Freeze();
        }

        return old;
    }

    /// <summary>From now on no environment stays; those that are free are returned.</summary>
    public IReadOnlyList<ExecutionEnvironment> Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            ExecutionEnvironment[] free = [.. _free, .. _freeProvisioned];
            _free.Clear();
            _freeProvisioned.Clear();
            return free;
        }
    }

    /// <summary>It is not to stay. True: it was free and is out of the pool; otherwise it is not taken back when it returns.</summary>
    public bool Dismiss(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            if (FreeOf(environment).Remove(environment)) return true;
            _dismissed.Add(environment);
            return false;
        }
    }

    private List<ExecutionEnvironment> FreeOf(ExecutionEnvironment environment) => environment.IsProvisioned ? _freeProvisioned : _free;

    private bool TakeOut(ExecutionEnvironment environment)
    {
        lock (_gate) return FreeOf(environment).Remove(environment);
    }

    private async ValueTask<ExecutionEnvironment?> Wait(TaskCompletionSource<ExecutionEnvironment?> waiter)
    {
        try
        {
            return await waiter.Task.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (!waiter.TrySetResult(null)) return await waiter.Task.ConfigureAwait(false);
            lock (_gate) _waiters.Remove(waiter);
            return null;
        }
    }
}
