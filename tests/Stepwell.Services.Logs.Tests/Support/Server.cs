using Stepwell.Services.Logs.Operations;
using Stepwell.Services.Logs.Storage;
using Stepwell.Testing.Services;

namespace Stepwell.Services.Logs.Tests.Support;

/// <inheritdoc/>
internal sealed class Server() : ServiceServer<LogsService>(
    Tables.All, (store, clock) => new LogsService(store, clock), service => service.Kinds, (service, partitions) => service.Attach(partitions))
{
    public static async Task<Server> Start()
    {
        var server = new Server();
        await server.Open();
        return server;
    }
}
