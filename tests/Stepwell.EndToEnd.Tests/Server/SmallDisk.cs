using System.Diagnostics;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>A file system of a few megabytes, nearly full until room is made. Only root can mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int SizeMebibytes = 48;
    private const int BallastMebibytes = 44;

    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.UserName == "root";

    public string Path => _folder.Path;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static async Task<SmallDisk> MountAsync()
    {
        var disk = new SmallDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={SizeMebibytes}m", "tmpfs", disk.Path);
        await File.WriteAllBytesAsync(disk.Ballast, new byte[BallastMebibytes << 20]);
        return disk;
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        _folder.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
