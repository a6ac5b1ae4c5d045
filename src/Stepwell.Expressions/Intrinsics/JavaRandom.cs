namespace Stepwell.Expressions.Intrinsics;

/// <summary>The generator that the documentation of java.util.Random specifies: a 48-bit linear congruential one.</summary>
/// <remarks>https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html</remarks>
internal struct JavaRandom(long seed)
{
    private const long Multiplier = 0x5DEECE66D;
    private const long Increment = 0xB;
    private const long Mask = (1L << 48) - 1;

    private long _state = (seed ^ Multiplier) & Mask;

    /// <summary>An integer in [start, end); start must be less than end.</summary>
    public int Next(int start, int end)
    {
        var bound = (long)end - start;
        if (bound <= int.MaxValue) return start + NextBelow((int)bound);

        var number = NextBits(32);
        while (number < start || number >= end) number = NextBits(32);
        return number;
    }

    /// <summary>A number in [0, 1) of 53 random bits.</summary>
    public double NextDouble() => (((long)NextBits(26) << 27) + NextBits(27)) * Math.Pow(2, -53);

    private int NextBelow(int bound)
    {
        var isPowerOfTwo = (bound & -bound) == bound;
        if (isPowerOfTwo) return (int)((bound * (long)NextBits(31)) >> 31);

        // The last, incomplete run of the 2^31 numbers would favour small results.
        var bits = NextBits(31);
        var result = bits % bound;
        while ((long)bits - result + bound - 1 > int.MaxValue)
        {
            bits = NextBits(31);
            result = bits % bound;
        }

        return result;
    }

    private int NextBits(int count)
    {
        _state = unchecked(_state * Multiplier + Increment) & Mask;
        return (int)(_state >> (48 - count));
    }
}
