namespace Stepwell.Partitions;

public sealed record PartitionOptions
{
    /// <summary>Commands that may wait for one partition; further ones fail with <see cref="PartitionOverloadedException"/>.</summary>
    public int MailboxCapacity { get; init; } = 16_384;

    /// <summary>Commands handled before a partition hands over its batch and lets others run.</summary>
    public int CommandsPerBatch { get; init; } = 256;

    /// <summary>Batches of one partition that may wait for the store; then it takes no more commands.</summary>
    public int BatchesInFlight { get; init; } = 16;

    /// <summary>Entities that one partition keeps in memory, apart from those whose changes are not durable yet.</summary>
    public int CachedEntities { get; init; } = 10_000;

    /// <summary>Messages to one other partition that may be under way; further ones wait in the store.</summary>
    public int MessagesInFlight { get; init; } = 1_024;

    /// <summary>Messages within the partition that become durable with their causes; further ones of a batch take the way of those to others.</summary>
    public int LocalMessagesPerBatch { get; init; } = 4_096;

    /// <summary>Wake-ups this near are kept in memory.</summary>
    public TimeSpan WakeHorizon { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wake-ups read from the store at a time.</summary>
    public int WakesPerRead { get; init; } = 10_000;

    /// <summary>After this a failed recovery, or a wake-up whose entity threw, is tried again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
