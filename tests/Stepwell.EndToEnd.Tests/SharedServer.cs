using Stepwell.EndToEnd.Tests;
using Stepwell.EndToEnd.Tests.Server;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Stepwell.EndToEnd.Tests;

/// <summary>One server for all tests that neither stop nor restart it. Tests keep apart by the names they choose.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private StepwellServer? _server;

    internal StepwellServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync() => _server = await StepwellServer.StartAsync(_data.Path);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _data.Dispose();
    }
}
