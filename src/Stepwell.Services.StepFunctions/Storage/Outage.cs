using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Storage;

/// <summary>
/// The store, or a partition that lives on it, is away for now: a lost connection, a partition that starts anew. What is owed to an execution
/// is tried again until it is done, for its failure would be the server's and not the execution's.
/// </summary>
internal static class Outage
{
    public static bool Is(Exception fault) => fault is PartitionException or StoreException;

    /// <summary>Reads, again and again if need be.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static async ValueTask<T> Outlast<T>(Func<T> read, TimeSpan retryDelay, TimeProvider time, CancellationToken aborted)
    {
        while (true)
        {
            try
            {
                return read();
            }
            catch (Exception fault) when (Is(fault))
            {
                await Task.Delay(retryDelay, time, aborted).ConfigureAwait(false);
            }
        }
    }
}
