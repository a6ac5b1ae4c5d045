namespace Stepwell.Functions.Environments;

/// <summary>
/// The environments of one revision that are made ahead of invocations and kept. One that ends on its own is replaced. Thread-safe.
/// https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
/// </summary>
/// <param name="make">Makes one and waits until it is ready, or says why there is none.</param>
internal sealed class ProvisionedEnvironments(
    EnvironmentPool pool, Func<Task<(ExecutionEnvironment? Environment, ProvisioningFailure? Failure)>> make, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>What lives shorter than this is not replaced at once again.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly HashSet<ExecutionEnvironment> _ready = [];
    private int _requested;
    private int _making;
    private int _troubles;
    private bool _wasComplete;
    private ProvisioningFailure? _failure;

    public ProvisionedState State
    {
        get
        {
            lock (_gate) return new(_requested, _ready.Count, Math.Max(0, _ready.Count - pool.FreeProvisionedCount), _failure);
        }
    }

    /// <summary>Takes the place of an earlier request; what failed is tried anew.</summary>
    public void Request(int count)
    {
        List<ExecutionEnvironment> surplus = [];
        lock (_gate)
        {
            (_requested, _troubles, _failure) = (count, 0, null);
            // A first trial that fails is final; only what was there once is made again by itself.
            _wasComplete = _ready.Count >= count;
            while (_ready.Count > count)
            {
                var environment = _ready.First();
                _ready.Remove(environment);
                surplus.Add(environment);
            }
        }

        foreach (var environment in surplus)
            if (pool.Dismiss(environment)) _ = environment.End("spindown");
        Fill();
    }

    private void Fill()
    {
        int missing;
        lock (_gate)
        {
            missing = _failure is null ? Math.Max(0, _requested - _ready.Count - _making) : 0;
            _making += missing;
        }

        for (; missing > 0; missing--) _ = Make();
    }

    private async Task Make()
    {
        var (environment, failure) = await make().ConfigureAwait(false);
        if (environment is not null)
        {
            await Keep(environment).ConfigureAwait(false);
            return;
        }

        bool isTriedAgain;
        lock (_gate)
        {
            _making--;
            var isMissed = _ready.Count < _requested && _failure is null;
            if (isMissed) _failure = failure;
            isTriedAgain = isMissed && _wasComplete;
        }

        if (isTriedAgain) await FillAfterPause().ConfigureAwait(false);
    }

    /// <summary>Until it ends.</summary>
    private async Task Keep(ExecutionEnvironment environment)
    {
        var begun = time.GetTimestamp();
        // Whoever hears that it is ready finds it in the pool.
        var isPooled = pool.Return(environment);
        bool isKept;
        lock (_gate)
        {
            _making--;
            isKept = isPooled && _ready.Count < _requested && _ready.Add(environment);
            _wasComplete |= _ready.Count >= _requested;
        }

        if (!isPooled || (!isKept && pool.Dismiss(environment))) _ = environment.End("spindown");
        await ((Task)environment.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool isTrouble;
        lock (_gate)
        {
            // Otherwise it was wanted no more.
            if (!_ready.Remove(environment)) return;
            if (environment.HasServed || time.GetElapsedTime(begun) >= ShortLife) _troubles = 0;
            isTrouble = _troubles > 0;
            if (!isTrouble) _troubles = 1;
        }

        if (isTrouble) await FillAfterPause().ConfigureAwait(false);
        else Fill();
    }

    private async Task FillAfterPause()
    {
        TimeSpan pause;
        lock (_gate)
        {
            var doubled = FirstPause * Math.Pow(2, Math.Min(_troubles++, 10));
            pause = doubled < LongestPause ? doubled : LongestPause;
        }

        await Task.Delay(pause, time).ConfigureAwait(false);
        lock (_gate) _failure = null;
        Fill();
    }
}
