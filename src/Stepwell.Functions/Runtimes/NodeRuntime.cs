namespace Stepwell.Functions.Runtimes;

/// <summary>
/// Runs functions of Node.js with the <c>node</c> of this machine, whatever version it has: what the runtime's name changes (callbacks end with
/// Node.js 24) holds all the same. The AWS SDK, which Lambda brings, must be in the package or in a layer.
/// </summary>
internal static class NodeRuntime
{
    private const int FirstVersion = 16;

    public static RuntimeFinding Find(SearchPath path, string bootstraps, string runtime)
    {
        var folder = Path.Combine(bootstraps, "node");
        foreach (var program in path.Programs("node"))
        {
            // The path of what really runs, and the version without its v.
            if (InterpreterProbe.Ask(program, "-p", "process.execPath + '\\n' + process.versions.node") is not [var node, var version, ..])
                continue;
            if (!Version.TryParse(version, out var parsed) || parsed.Major < FirstVersion)
                continue;
            var installation = Path.GetDirectoryName(Path.GetDirectoryName(node))!;
            return new RuntimeFinding.Available(
                new RuntimeLaunch(
                    node, [Path.Combine(folder, "bootstrap.cjs")], Variables(runtime, parsed.Major), ReadableFolders.Of(installation, folder))
                {
                    Interpreter = $"Node.js {version}",
                    WithMemory = (launch, megabytes) => launch with { Arguments = [.. HeapOptions(megabytes), .. launch.Arguments] },
                });
        }
        return new RuntimeFinding.Unavailable(
            $"Functions of the runtime {runtime} need Node.js {FirstVersion} or later, and there is no such program named node on the PATH of this server.");
    }

    /// <summary>A heap of nine tenths, as in Lambda; and no more room for new objects, of which there are three halves, than little memory allows.</summary>
    private static IEnumerable<string> HeapOptions(int megabytes) =>
        [$"--max-old-space-size={megabytes * 9 / 10}", $"--max-semi-space-size={Math.Clamp(megabytes / 32, 1, 16)}"];

    /// <summary>Modules are looked for where Lambda looks: docs.aws.amazon.com/lambda/latest/dg/nodejs-layers.html.</summary>
    private static Dictionary<string, string> Variables(string runtime, int major) => new()
    {
        ["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{runtime}",
        ["NODE_PATH"] = $"/opt/nodejs/node{major}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
    };
}
