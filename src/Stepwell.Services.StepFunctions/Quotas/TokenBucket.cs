namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>
/// The token bucket of AWS's throttling: full at first, refilled evenly, never above its size. Whoever may not be refused reserves: the
/// bucket then goes below empty, and each gets the moment when the token that it was promised has flowed in. So they come in the order
/// in which they asked. Thread-safe; time is the caller's, in UTC ticks, and may stand still or go back.
/// </summary>
public sealed class TokenBucket(BucketSize size)
{
    private const long Token = TimeSpan.TicksPerSecond;

    private readonly Lock _gate = new();
    private readonly long _full = size.Size * Token;
    private long _level = size.Size * Token;
    private long _filledTicks;

    public BucketSize Size => size;

    /// <summary>Whether forgetting the bucket would change nothing.</summary>
    public bool IsFull(long nowTicks)
    {
        lock (_gate)
        {
            Fill(nowTicks);
            return _level == _full;
        }
    }

    /// <returns>False when there is no token.</returns>
    public bool TryTake(long nowTicks)
    {
        lock (_gate)
        {
            Fill(nowTicks);
            if (_level < Token)
                return false;
            _level -= Token;
            return true;
        }
    }

    /// <returns>When the token is there, in UTC ticks; null when it is already.</returns>
    public long? Reserve(long nowTicks)
    {
        lock (_gate)
        {
            Fill(nowTicks);
            _level -= Token;
            return _level >= 0 ? null : _filledTicks + DivideUp(-_level, size.RefillPerSecond);
        }
    }

    /// <summary>Takes over from an earlier life of the server that the last reserved token comes at that moment.</summary>
    public void Promise(long dueTicks, long nowTicks)
    {
        lock (_gate)
        {
            Fill(nowTicks);
            var waitTicks = Math.Min(dueTicks - _filledTicks, long.MaxValue / 2 / size.RefillPerSecond);
            if (waitTicks > 0)
                _level = Math.Min(_level, -waitTicks * size.RefillPerSecond);
        }
    }

    private void Fill(long nowTicks)
    {
        var elapsedTicks = nowTicks - _filledTicks;
        if (elapsedTicks <= 0)
            return;
        _filledTicks = nowTicks;
        // A long time times the rate would be more than a number holds.
        _level = elapsedTicks > DivideUp(_full - _level, size.RefillPerSecond)
            ? _full
            : Math.Min(_full, _level + (elapsedTicks * size.RefillPerSecond));
    }

    private static long DivideUp(long value, long by) => (value / by) + (value % by == 0 ? 0 : 1);
}

/// <param name="Size">Tokens that a full bucket holds.</param>
/// <param name="RefillPerSecond">Tokens that flow in each second.</param>
public readonly record struct BucketSize(long Size, long RefillPerSecond);
