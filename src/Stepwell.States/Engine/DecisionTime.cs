namespace Stepwell.States.Engine;

/// <summary>The time of a decision, which stands still, over a stopwatch, which does not.</summary>
internal sealed class DecisionTime(Environment environment) : TimeProvider
{
    public override long TimestampFrequency => environment.Stopwatch?.TimestampFrequency ?? TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => environment.Now;

    public override long GetTimestamp() => environment.Stopwatch?.GetTimestamp() ?? 0;
}
