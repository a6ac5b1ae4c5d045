namespace Stepwell.Store;

/// <summary>The store could not do what was asked; nothing of the failed batch is durable, and the store goes on.</summary>
public class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A batch broke a unique key or index, or wrote a value that its column does not take.</summary>
public sealed class ConstraintException(string message) : StoreException(message);

/// <summary>The batch comes from an owner that has been replaced, or follows one that failed.</summary>
public sealed class BatchFencedException(int partition, long epoch)
    : StoreException($"Partition {partition}: epoch {epoch} may no longer write.");

/// <summary>Another process has the data directory open.</summary>
public sealed class StoreInUseException(string directory, Exception? innerException = null)
    : StoreException($"The data directory {directory} is in use by another process.", innerException);

/// <summary>The database does not fit this program: made by a newer version, or with other tables.</summary>
public sealed class StoreSchemaException(string message) : StoreException(message);
