namespace Stepwell.Functions.Processes;

/// <summary>What the processes of one environment are to see, and how much of it.</summary>
/// <param name="Folder">Of the environment, empty.</param>
/// <param name="UserId">Null: the server's own user.</param>
/// <param name="Command">The runtime and its arguments, as paths of the sandbox.</param>
/// <param name="Extensions">Executables, as paths of the sandbox.</param>
/// <param name="Variables">All of them: nothing of the server's environment goes in.</param>
/// <param name="ReadableFolders">Of this machine, beyond what every sandbox sees.</param>
internal sealed record SandboxPlan(
    string Folder,
    string PackageFolder,
    IReadOnlyList<string> LayerFolders,
    int? UserId,
    IReadOnlyList<string> Command,
    IReadOnlyList<string> Extensions,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> ReadableFolders,
    ControlGroup Group)
{
    public int MemoryMegabytes { get; init; } = 128;

    public int EphemeralStorageMegabytes { get; init; } = 512;

    public int ProcessLimit { get; init; } = 1024;
}
