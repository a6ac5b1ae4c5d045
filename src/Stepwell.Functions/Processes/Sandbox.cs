using System.Globalization;
using System.Text;

namespace Stepwell.Functions.Processes;

/// <summary>
/// Puts the processes of an environment where they see no more than they should, by programs that every Linux has: setsid, setpriv, prlimit,
/// unshare, mount and pivot_root of util-linux, and sh. Made by <see cref="SandboxProbe"/>, which knows what works here.
/// </summary>
/// <param name="level">What holds.</param>
/// <param name="isRoot">Whether the server may take other users' identities; if not, namespaces are made inside one of users.</param>
/// <param name="groups">What limits memory and processes.</param>
internal sealed class Sandbox(Isolation level, bool isRoot, ControlGroups groups)
{
    public Isolation Level => level;

    public bool HasOwnUsers => isRoot && level != Isolation.None;

    public ControlGroups Groups => groups;

    /// <summary>Where a function finds its package.</summary>
    public string TaskRoot(string packageFolder) => level == Isolation.Namespaces ? "/var/task" : packageFolder;

    /// <summary>Where a function finds its layers, the one that wins first.</summary>
    public IReadOnlyList<string> LayerRoots(IReadOnlyList<string> layerFolders) =>
        level == Isolation.Namespaces ? layerFolders.Count == 0 ? [] : ["/opt"] : [.. layerFolders.Reverse()];

    /// <summary>Where a function may write.</summary>
    public string TemporaryFolder(string environmentFolder) =>
        level == Isolation.Namespaces ? "/tmp" : Path.Combine(environmentFolder, SandboxFiles.Temporary);

    /// <summary>Makes the files of the environment; the result is the command that starts it, which becomes the leader of a process group.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public IReadOnlyList<string> Prepare(SandboxPlan plan)
    {
        SandboxFiles.Create(plan, level, TaskRoot(plan.PackageFolder));
        var supervisor = level == Isolation.Namespaces ? NamespacedSupervisor(plan) : PlainSupervisor(plan);
        string[] shell = ["/bin/sh", "-c", supervisor];
        string[] inside = level == Isolation.Namespaces ? [.. Unshare, .. shell] : shell;
        return ["setsid", "/bin/sh", "-c", Begin(plan.Group), "sh", .. inside];
    }

    /// <summary>
    /// The init of the namespace dies with unshare, and unshare with the thread that started it; whoever is in the namespace dies with its init.
    /// </summary>
    private IEnumerable<string> Unshare =>
    [
        "setpriv", "--pdeathsig", "KILL", "--", "unshare", .. isRoot ? Array.Empty<string>() : ["--user", "--map-root-user"],
        "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child=KILL", "--",
    ];

    private string Begin(ControlGroup group)
    {
        var script = new StringBuilder("set -e\nexec 2>&1\n");
        if (level != Isolation.Namespaces) AppendWatcher(script, group);
        foreach (var folder in group.Folders)
            script.Append(CultureInfo.InvariantCulture, $"echo 0 > {ShellText.Quote(Path.Combine(folder, "cgroup.procs"))}\n");
        return script.Append("exec \"$@\"").ToString();
    }

    private string NamespacedSupervisor(SandboxPlan plan)
    {
        var root = Path.Combine(plan.Folder, SandboxFiles.Root);
        var script = new StringBuilder("set -e\nexec </dev/null\n");
        script.Append(CultureInfo.InvariantCulture, $"mount --all --fstab {ShellText.Quote(Path.Combine(plan.Folder, SandboxFiles.Mounts))}\n");
        script.Append(CultureInfo.InvariantCulture, $"cd {ShellText.Quote(root)}\npivot_root . {SandboxFiles.OldRoot}\n");
        script.Append(CultureInfo.InvariantCulture, $"cd /\numount -l /{SandboxFiles.OldRoot}\n");
        return AppendProcesses(script, plan, SandboxFiles.LaunchInside).ToString();
    }

    /// <summary>
    /// Without a namespace somebody has to see to it that nothing outlives the server: a process in a session of its own and in none of the groups,
    /// so that it is not frozen with the others. The server holds the other end of its input.
    /// </summary>
    private static void AppendWatcher(StringBuilder script, ControlGroup group)
    {
        var end = new StringBuilder("read -r _; ");
        if (group.Tree is { } tree)
            end.Append(CultureInfo.InvariantCulture, $"echo 1 > {ShellText.Quote(Path.Combine(tree, "cgroup.kill"))}; ");
        end.Append("kill -s KILL -- \"-$1\"");
        script.Append("exec 3<&0 </dev/null\n");
        script.Append(CultureInfo.InvariantCulture, $"setsid /bin/sh -c {ShellText.Quote(end.ToString())} sh $$ <&3 3<&- >/dev/null 2>&1 &\n");
        script.Append("exec 3<&-\n");
    }

    private string PlainSupervisor(SandboxPlan plan) =>
        AppendProcesses(new StringBuilder("set -e\n"), plan, Path.Combine(plan.Folder, SandboxFiles.Launch)).ToString();

    private StringBuilder AppendProcesses(StringBuilder script, SandboxPlan plan, string launch)
    {
        var start = ShellText.Quote([.. Limits(plan), .. Privileges(plan), "/bin/sh", launch]);
        foreach (var extension in plan.Extensions)
            script.Append(CultureInfo.InvariantCulture, $"{start} {ShellText.Quote(extension)} &\n");
        script.Append(CultureInfo.InvariantCulture, $"{start} {ShellText.Quote(plan.Command)} &\n");
        return script.Append("code=0\nwait $! || code=$?\nexit $code");
    }

    private IEnumerable<string> Limits(SandboxPlan plan)
    {
        yield return "prlimit";
        yield return "--core=0:0";
        yield return "--nofile=1024:1024";
        yield return Limit("fsize", plan.EphemeralStorageMegabytes * 1024L * 1024L);
        // Of the user; without a user of its own it would count the server and whatever else the user runs.
        if (HasOwnUsers || level == Isolation.Namespaces) yield return Limit("nproc", plan.ProcessLimit);
        // Much is mapped and never touched, so this is no more than a fence against running away.
        if (!groups.LimitsMemory) yield return Limit("data", (plan.MemoryMegabytes + 512L) * 1024 * 1024);
        yield return "--";
    }

    private static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}:{value}");

    private IEnumerable<string> Privileges(SandboxPlan plan)
    {
        if (plan.UserId is { } user)
        {
            var id = user.ToString(CultureInfo.InvariantCulture);
            return ["setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"];
        }

        return level == Isolation.Namespaces ? ["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"] : [];
    }
}
