namespace Stepwell.Partitions;

public abstract class PartitionException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Too many commands wait for the partition. Nothing was done; try again later.</summary>
public sealed class PartitionOverloadedException(int partition)
    : PartitionException($"Partition {partition} has too many commands waiting.");

/// <summary>
/// The partition instance that handled the command ended before the command was known to be durable. It may or may not have happened.
/// </summary>
public sealed class PartitionFencedException(int partition, Exception reason)
    : PartitionException($"Partition {partition} had to start anew: {reason.Message}", reason);

/// <summary>The partition cannot recover, because the store fails. Nothing was done; it tries again by itself.</summary>
public sealed class PartitionUnavailableException(int partition, Exception reason)
    : PartitionException($"Partition {partition} cannot recover: {reason.Message}", reason);

/// <summary>The runtime is not running. Nothing was done.</summary>
public sealed class PartitionStoppedException(int partition)
    : PartitionException($"Partition {partition} is not running.");

/// <summary>The entity handled an asked command and gave no answer.</summary>
public sealed class NoReplyException(EntityAddress address)
    : PartitionException($"Entity {address} did not reply.");
