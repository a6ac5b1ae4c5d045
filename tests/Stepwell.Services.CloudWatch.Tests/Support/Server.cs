using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;
using Stepwell.Testing.Services;

namespace Stepwell.Services.CloudWatch.Tests.Support;

/// <inheritdoc/>
internal sealed class Server() : ServiceServer<CloudWatchService>(
    Tables.All, (store, clock) => new CloudWatchService(store, clock), service => service.Kinds, (service, partitions) => service.Attach(partitions))
{
    public static async Task<Server> Start()
    {
        var server = new Server();
        await server.Open();
        return server;
    }

    /// <summary>Datapoints of a resolution.</summary>
    public int CountOf(long resolution)
    {
        using var lease = Store.RentReader();
        return lease.Reader.Range(Tables.Datapoints, RowRange.All).Count(row => row.Resolution == resolution);
    }
}
