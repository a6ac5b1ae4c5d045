using Stepwell.Partitions;
using Stepwell.Services.Lambda.Operations;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Testing.Services;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Lambda.Tests.Support;

/// <inheritdoc/>
internal sealed class Server : ServiceServer<LambdaService>
{
    public const int EventConcurrency = 4;

    /// <summary>Sixteen times what a function takes.</summary>
    public const int EventMegabytes = 16 * 128;

    private readonly string _codeFolder;

    private Server(FakeHost host, string codeFolder, IReadOnlyList<AccessKey> keys)
        : base(
            Tables.All,
            (store, clock) => new LambdaService(
                store, host, codeFolder, ThreadPoolScheduler.Instance, clock, host.NewGuid, new Random(3), meters: null, EventConcurrency, EventMegabytes)
            {
                Signatures = keys.Count > 0 ? new SigV4Verifier(keys, clock) : null,
            },
            service => service.Kinds,
            (service, partitions) => service.Attach(partitions))
    {
        Host = host;
        _codeFolder = codeFolder;
    }

    public FakeHost Host { get; }

    /// <summary>Where packages are kept.</summary>
    public string CodeFolder => _codeFolder;

    /// <param name="keys">Null: the server looks at no signatures.</param>
    public static async Task<Server> Start(IReadOnlyList<AccessKey>? keys = null)
    {
        var server = new Server(new FakeHost(), Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName(), "code"), keys ?? []);
        await server.Open();
        return server;
    }
}
