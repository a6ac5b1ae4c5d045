using Stepwell.Functions.Processes;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Environments;

/// <summary>The program that an environment starts.</summary>
internal static class Entrypoint
{
    /// <summary>The command, as paths of the sandbox, or why there is none.</summary>
    public static (IReadOnlyList<string> Command, Fault? Fault) Find(
        RuntimeLaunch launch, string packageFolder, IReadOnlyList<string> layerFolders, Sandbox sandbox)
    {
        if (Path.IsPathRooted(launch.FileName)) return ([launch.FileName, .. launch.Arguments], null);
        foreach (var (folder, seen) in Places(packageFolder, layerFolders, sandbox))
        {
            var file = Path.Combine(folder, launch.FileName);
            if (!File.Exists(file)) continue;
            var path = Path.Combine(seen, launch.FileName);
            return WhyNot(file) is { } why ? ([], Fault.CannotExecute(path, why)) : ([path, .. launch.Arguments], null);
        }

        return ([], Fault.NoBootstrap);
    }

    /// <summary>The executables of layers that run beside the runtime: name and path in the sandbox. Later layers win.</summary>
    public static IReadOnlyDictionary<string, string> Extensions(IReadOnlyList<string> layerFolders, Sandbox sandbox)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in layerFolders)
        {
            var folder = Path.Combine(layer, "extensions");
            if (!Directory.Exists(folder)) continue;
            foreach (var file in Directory.EnumerateFiles(folder))
                if (WhyNot(file) is null)
                    found[Path.GetFileName(file)] = Path.Combine(sandbox.LayerRoots([layer])[0], "extensions", Path.GetFileName(file));
        }

        return found;
    }

    private static IEnumerable<(string Folder, string Seen)> Places(string packageFolder, IReadOnlyList<string> layers, Sandbox sandbox)
    {
        yield return (packageFolder, sandbox.TaskRoot(packageFolder));
        foreach (var layer in layers.Reverse()) yield return (layer, sandbox.LayerRoots([layer])[0]);
    }

    /// <summary>What the kernel would say. A shell that starts it would take any text for a script.</summary>
    private static string? WhyNot(string file)
    {
        if (!FileModes.IsExecutable(file)) return "permission denied";
        Span<byte> start = stackalloc byte[4];
        using var handle = File.OpenHandle(file);
        var count = RandomAccess.Read(handle, start, 0);
        return start[..count].StartsWith("#!"u8) || start[..count].SequenceEqual("\u007fELF"u8) || !OperatingSystem.IsLinux()
            ? null
            : "exec format error";
    }
}
