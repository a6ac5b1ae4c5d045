using Stepwell.Store;

namespace Stepwell.Services.Sts.Storage;

/// <summary>The secret of a store's temporary keys. It is made once, so that keys outlive the process that gave them.</summary>
public static class ServerSecret
{
    private const string Name = "temporary keys";
    private const int Partition = 0;
    private const int Length = 32;

    /// <summary>Reads the secret, or makes it durable first. For a store whose partitions nobody has claimed yet.</summary>
    /// <param name="fill">The source of randomness.</param>
    /// <exception cref="StoreException">The store does not take it.</exception>
    public static async Task<ReadOnlyMemory<byte>> Of(IStore store, Action<Span<byte>> fill)
    {
        using (var lease = store.RentReader())
        {
            if (lease.Reader.Find(Tables.Keys, Name) is { } known) return known.Secret;
        }

        var secret = new byte[Length];
        fill(secret);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = new WriteBatch(Partition, (_, failure) => Complete(written, failure)) { Epoch = store.Claim(Partition) };
        batch.Insert(Tables.Keys, new KeyRow(Name, secret));
        store.Submit(batch);
        await written.Task.ConfigureAwait(false);
        return secret;
    }

    private static void Complete(TaskCompletionSource written, Exception? failure)
    {
        if (failure is null) written.SetResult();
        else written.SetException(failure);
    }
}
