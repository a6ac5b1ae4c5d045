using System.Globalization;
using System.Runtime.InteropServices;

namespace Stepwell.Functions.Runtimes;

/// <summary>Runs functions of .NET with the newest .NET of this machine: what was built for an older one runs on it.</summary>
internal static class DotNetRuntime
{
    public static RuntimeFinding Find(SearchPath path, string bootstraps, string runtime)
    {
        var folder = Path.Combine(bootstraps, "dotnet");
        if (Root(path) is not { } root)
            return new RuntimeFinding.Unavailable(
                $"Functions of the runtime {runtime} need the .NET runtime, and there is no program named dotnet on the PATH of this server.");
        var variables = new Dictionary<string, string>
        {
            ["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{runtime}",
            ["DOTNET_ROOT"] = root,
            ["DOTNET_ROLL_FORWARD"] = "LatestMajor",
            // A short start counts more than a long life.
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_EnableDiagnostics"] = "0",
            // Libraries for other cultures need not be there. A function that says otherwise wins.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        };
        return new RuntimeFinding.Available(
            new RuntimeLaunch("/bin/sh", [Path.Combine(folder, "bootstrap.sh")], variables, ReadableFolders.Of(root, folder))
            {
                Interpreter = RuntimeInformation.FrameworkDescription,
                WithMemory = (launch, megabytes) => launch with { Environment = WithHeapLimit(launch.Environment, megabytes) },
            });
    }

    /// <summary>Three quarters, which .NET itself takes of a container.</summary>
    private static Dictionary<string, string> WithHeapLimit(IReadOnlyDictionary<string, string> variables, int megabytes) =>
        new(variables) { ["DOTNET_GCHeapHardLimit"] = (megabytes * 1024L * 1024 * 3 / 4).ToString("X", CultureInfo.InvariantCulture) };

    /// <summary>The installation that runs this server, unless it brings its own runtime; then that of the PATH.</summary>
    private static string? Root(SearchPath path)
    {
        var own = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (File.Exists(Path.Combine(own, "dotnet")))
            return own;
        return path.Programs("dotnet").Select(program => new FileInfo(program)).Select(file => file.ResolveLinkTarget(true) ?? file)
            .Select(file => Path.GetDirectoryName(file.FullName)).FirstOrDefault();
    }
}
