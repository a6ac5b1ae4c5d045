using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>
/// Counts what is in the store when somebody asks, on the asker's thread, and not again soon: walking through many state machines takes
/// its time, and must stay a hundredth of it. Thread-safe.
/// </summary>
internal sealed class CensusTaker(IStore store, Places places, TimeProvider time)
{
    private static readonly TimeSpan ShortestAge = TimeSpan.FromSeconds(5);
    private const int Restraint = 100;

    private readonly Lock _gate = new();
    private Census? _census;
    private DateTimeOffset _validUntil;

    public Census Current
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                if (_census is not null && now < _validUntil)
                    return _census;
                var started = time.GetTimestamp();
                using (var lease = store.RentReader())
                    _census = Census.Take(lease.Reader, places);
                var age = time.GetElapsedTime(started) * Restraint;
                _validUntil = now + (age > ShortestAge ? age : ShortestAge);
                return _census;
            }
        }
    }
}
