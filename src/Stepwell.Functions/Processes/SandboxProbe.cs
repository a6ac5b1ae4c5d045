namespace Stepwell.Functions.Processes;

/// <summary>Finds the strongest isolation that works on this machine, by trying it: what a container or a kernel forbids shows in no other way.</summary>
internal static class SandboxProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="folder">Where the trial is made; one of environments.</param>
    /// <param name="userId">One of those that environments run under.</param>
    public static async Task<Sandbox> Find(
        Isolation strongest, string folder, int userId, ProcessLauncher launcher, TimeProvider time)
    {
        var isRoot = string.Equals(Environment.UserName, "root", StringComparison.Ordinal) || IsRootByNumber();
        var groups = ControlGroups.Probe();
        for (var level = strongest; level > Isolation.None; level--)
        {
            if (level == Isolation.OwnUser && !isRoot) continue;
            var sandbox = new Sandbox(level, isRoot, groups);
            if (await Works(sandbox, Path.Combine(folder, "probe-" + level), userId, launcher, time).ConfigureAwait(false)) return sandbox;
        }

        return new Sandbox(Isolation.None, isRoot, groups);
    }

    private static bool IsRootByNumber() =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").Any(line => line.StartsWith("Uid:\t0\t0\t", StringComparison.Ordinal));

    private static async Task<bool> Works(Sandbox sandbox, string folder, int userId, ProcessLauncher launcher, TimeProvider time)
    {
        var package = Path.Combine(folder, "package");
        Directory.CreateDirectory(package);
        var plan = new SandboxPlan(
            folder, package, [], sandbox.HasOwnUsers ? userId : null, ["/bin/sh", "-c", "exit 42"], [], new Dictionary<string, string>(), [],
            ControlGroup.None);
        try
        {
            using var process = await launcher.Start(sandbox.Prepare(plan), ControlGroup.None).ConfigureAwait(false);
            try
            {
                return await process.Exited.WaitAsync(Patience, time).ConfigureAwait(false) == 42;
            }
            catch (TimeoutException)
            {
                process.Kill();
                await process.Exited.ConfigureAwait(false);
                return false;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            EnvironmentFolder.Remove(folder);
        }
    }
}
