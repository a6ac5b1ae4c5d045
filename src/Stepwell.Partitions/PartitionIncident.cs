namespace Stepwell.Partitions;

/// <summary>Something that went wrong in a partition. Reported on the partition's loop; the one who takes it must not throw.</summary>
public abstract record PartitionIncident(int Partition, Exception Exception)
{
    /// <summary>An entity threw before it changed anything. Its caller, if it had one, got the exception.</summary>
    public sealed record CommandFailed(int Partition, EntityAddress Address, object Command, Exception Exception)
        : PartitionIncident(Partition, Exception);

    /// <summary>The instance ended; a fresh one loads from the store.</summary>
    public sealed record Fenced(int Partition, Exception Exception) : PartitionIncident(Partition, Exception);

    /// <summary>A fresh instance could not load. It is tried again after a while.</summary>
    public sealed record RecoveryFailed(int Partition, Exception Exception) : PartitionIncident(Partition, Exception);
}
