namespace Stepwell.Store;

/// <summary>
/// The store could not do what was asked, and goes on. Nothing of a failed batch is durable, unless the connection to a database was lost
/// in the commit, or the disk failed in it: then all of it may be. A claim of the partition succeeds only when that is decided.
/// </summary>
public class StoreException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What the engine calls the error; 0 where it does not come from it.</summary>
    internal int EngineCode { get; init; }
}

/// <summary>A batch broke a unique key or index, or wrote a value that its column does not take.</summary>
public sealed class ConstraintException(string message) : StoreException(message);

/// <summary>The batch comes from an owner that has been replaced, or follows one that failed.</summary>
public sealed class BatchFencedException(int partition, long epoch)
    : StoreException($"Partition {partition}: epoch {epoch} may no longer write.");

/// <summary>Another server has the data directory or the database.</summary>
public sealed class StoreInUseException : StoreException
{
    public StoreInUseException(string place, Exception? innerException = null)
        : base($"The store {place} is in use by another server.", innerException)
    {
    }

    /// <param name="isTakenOver">This server had it before.</param>
    public StoreInUseException(string place, bool isTakenOver)
        : base(isTakenOver ? $"The store {place} has been taken over by another server." : $"The store {place} is in use by another server.")
    {
    }
}

/// <summary>The database does not fit this program: made by a newer version, or with other tables.</summary>
public sealed class StoreSchemaException(string message) : StoreException(message);
