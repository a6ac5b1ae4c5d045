using Stepwell.Partitions;
using Stepwell.Services.Lambda.Metrics;

namespace Stepwell.Services.Lambda.Events;

/// <summary>What a queue has under way. Only the loop of its partition uses it.</summary>
/// <param name="pace">How many may run at a time.</param>
internal sealed class QueueState(EventPace pace)
{
    /// <summary>Events that run, and those whose end is not durable: a reader still sees them as they were.</summary>
    public HashSet<long> Busy { get; } = [];

    /// <summary>Those of them whose end is decided.</summary>
    public HashSet<long> Ending { get; } = [];

    /// <summary>Whether there may be events that are due and do not run.</summary>
    public bool HasBacklog { get; set; } = true;

    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>Nothing begins before.</summary>
    public DateTimeOffset PausedUntil { get; set; }

    public EventPace Pace { get; } = pace;
}

/// <summary>What queues are made with.</summary>
/// <param name="UsuallyRunning">Events of one queue that run at a time, unless they take long.</param>
/// <param name="MemoryMegabytes">What events of one queue may take together by the sizes of their function.</param>
internal sealed record QueueParts(
    EventRunner Runner, LambdaMetrics Metrics, Func<PartitionRuntime> Partitions, int UsuallyRunning, long MemoryMegabytes);
