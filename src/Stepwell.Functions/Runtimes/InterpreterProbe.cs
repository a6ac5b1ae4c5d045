using System.ComponentModel;
using System.Diagnostics;

namespace Stepwell.Functions.Runtimes;

/// <summary>
/// Asks an interpreter about itself: what is found on a PATH may be a wrapper that chooses a version, or one that only says that the version
/// is not installed.
/// </summary>
internal static class InterpreterProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The lines that the program wrote; null: it failed, or did not answer in time.</summary>
    public static IReadOnlyList<string>? Ask(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            return process.ExitCode == 0 ? output.Result.Split('\n', StringSplitOptions.TrimEntries) : null;
        }
        catch (Win32Exception)
        {
            return null; // Not a program of this machine.
        }
    }
}
