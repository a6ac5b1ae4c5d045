using Stepwell.Partitions;
using Stepwell.Services.Lambda.Operations;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Testing.Services;

namespace Stepwell.Services.Lambda.Tests.Support;

/// <inheritdoc/>
internal sealed class Server : ServiceServer<LambdaService>
{
    public const int EventConcurrency = 4;

    private readonly string _codeFolder;

    private Server(FakeHost host, string codeFolder)
        : base(
            Tables.All,
            (store, clock) => new LambdaService(
                store, host, codeFolder, ThreadPoolScheduler.Instance, clock, host.NewGuid, new Random(3), meters: null, EventConcurrency),
            service => service.Kinds,
            (service, partitions) => service.Attach(partitions))
    {
        Host = host;
        _codeFolder = codeFolder;
    }

    public FakeHost Host { get; }

    /// <summary>Where packages are kept.</summary>
    public string CodeFolder => _codeFolder;

    public static async Task<Server> Start()
    {
        var server = new Server(new FakeHost(), Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName(), "code"));
        await server.Open();
        return server;
    }
}
