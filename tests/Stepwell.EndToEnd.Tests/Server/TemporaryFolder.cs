using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>A folder that goes with the test that asked for it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stepwell-").FullName;

    public void Dispose()
    {
        StoreEngine.Forget(Path);
        Directory.Delete(Path, recursive: true);
    }
}
