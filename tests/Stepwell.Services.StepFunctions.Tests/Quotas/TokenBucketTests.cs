using Stepwell.Services.StepFunctions.Quotas;

namespace Stepwell.Services.StepFunctions.Tests.Quotas;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_full_bucket_gives_its_size_and_then_its_rate()
    {
        var bucket = new TokenBucket(new BucketSize(3, 2));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.TryTake(Beginning.UtcTicks)));
        Assert.False(bucket.TryTake(Beginning.AddMilliseconds(499).UtcTicks));
        Assert.True(bucket.TryTake(Beginning.AddMilliseconds(500).UtcTicks));
        Assert.False(bucket.TryTake(Beginning.AddMilliseconds(500).UtcTicks));
    }

    [Fact]
    public void Reserved_tokens_come_one_after_the_other_at_the_rate()
    {
        var bucket = new TokenBucket(new BucketSize(1, 4));
        Assert.Null(bucket.Reserve(Beginning.UtcTicks));
        for (var i = 1; i <= 5; i++)
            Assert.Equal(Beginning.AddMilliseconds(250 * i).UtcTicks, bucket.Reserve(Beginning.UtcTicks));
    }

    [Fact]
    public void A_bucket_that_takes_over_promises_goes_on_behind_them()
    {
        var bucket = new TokenBucket(new BucketSize(100, 10));
        bucket.Promise(Beginning.AddSeconds(2).UtcTicks, Beginning.UtcTicks);
        bucket.Promise(Beginning.AddSeconds(1).UtcTicks, Beginning.UtcTicks);
        Assert.Equal(Beginning.AddSeconds(2.1).UtcTicks, bucket.Reserve(Beginning.UtcTicks));
        Assert.Null(bucket.Reserve(Beginning.AddSeconds(2.3).UtcTicks));
    }

    /// <summary>Over random sizes, rates and times, some of which stand still, go back or leap.</summary>
    [Fact]
    public void No_time_gives_more_than_size_and_rate_allow_nor_less()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var size = new BucketSize(random.NextInt64(1, 1 << random.Next(1, 30)), random.NextInt64(1, 1 << random.Next(1, 30)));
            CheckTakes(new TokenBucket(size), size, random);
            CheckReservations(new TokenBucket(size), size, random);
        }
    }

    private static void CheckTakes(TokenBucket bucket, BucketSize size, Random random)
    {
        // The exact level, in tokens, by another way of counting.
        var level = (decimal)size.Size;
        var latest = Beginning.UtcTicks;
        _ = bucket.IsFull(latest);
        for (var step = 0; step < 200; step++)
        {
            var now = latest + Leap(size, random);
            if (now > latest)
                (level, latest) = (Math.Min(size.Size, level + ((decimal)(now - latest) * size.RefillPerSecond / TimeSpan.TicksPerSecond)), now);
            Assert.Equal(level == size.Size, bucket.IsFull(now));
            var isGiven = bucket.TryTake(now);
            Assert.Equal(level >= 1, isGiven);
            if (isGiven)
                level--;
        }
    }

    private static void CheckReservations(TokenBucket bucket, BucketSize size, Random random)
    {
        var latest = Beginning.UtcTicks;
        _ = bucket.IsFull(latest);
        var last = 0L;
        var given = 0L;
        for (var step = 0; step < 200; step++)
        {
            var now = latest + Leap(size, random);
            latest = Math.Max(latest, now);
            var at = bucket.Reserve(now) ?? latest;
            given++;
            Assert.True(at >= last, "Somebody was overtaken.");
            Assert.True(at >= latest);
            var allowed = size.Size + ((decimal)(at - Beginning.UtcTicks) * size.RefillPerSecond / TimeSpan.TicksPerSecond);
            Assert.True(given <= allowed, $"{given} of {allowed} at {at}.");
            last = at;
        }
    }

    private static long Leap(BucketSize size, Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => -random.NextInt64(TimeSpan.TicksPerHour),
        2 => random.NextInt64(TimeSpan.TicksPerDay * 400),
        _ => random.NextInt64(1 + (3 * TimeSpan.TicksPerSecond / size.RefillPerSecond)),
    };
}
