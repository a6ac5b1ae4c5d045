using Stepwell.Functions.Logs;
using Stepwell.Functions.Processes;
using Stepwell.Functions.RuntimeApi;

namespace Stepwell.Functions.Environments;

/// <summary>What one environment holds of the machine.</summary>
internal sealed class EnvironmentResources(
    string folder, SandboxProcess process, OutputPipe output, RuntimeEndpoint endpoint, int? userId, EnvironmentParts parts) : IAsyncDisposable
{
    public SandboxProcess Process => process;

    public OutputPipe Output => output;

    /// <summary>When the processes are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        output.Close();
        parts.Pump.Remove(output);
        process.Dispose();
        await endpoint.DisposeAsync().ConfigureAwait(false);
        process.Group.Remove();
        EnvironmentFolder.Remove(folder);
        if (userId is { } user) parts.Users.Return(user);
    }
}
