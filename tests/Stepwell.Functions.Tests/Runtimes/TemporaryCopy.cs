using Stepwell.Functions.Tests.Environments;

namespace Stepwell.Functions.Tests.Runtimes;

/// <summary>A copy of a folder in the system's temporary one, for everybody to read.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("stepwell-copy-");

    public TemporaryCopy(string folder)
    {
        TestHost.MakeExecutable(Folder);
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(Folder, Path.GetRelativePath(folder, inner)));
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(Folder, Path.GetRelativePath(folder, file)));
    }

    public string Folder => _copy.FullName;

    public void Dispose() => _copy.Delete(recursive: true);
}
