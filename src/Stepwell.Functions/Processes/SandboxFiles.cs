using System.Globalization;
using System.Text;

namespace Stepwell.Functions.Processes;

/// <summary>The files of one environment: what becomes its root, what is mounted where, and the script that its processes begin with.</summary>
internal static class SandboxFiles
{
    public const string Root = "root";
    public const string OldRoot = ".old";
    public const string Temporary = "tmp";
    public const string Mounts = "fstab";
    public const string Launch = "launch";
    public const string LaunchInside = "/var/runtime/launch";

    private static readonly string[] Devices = ["null", "zero", "full", "random", "urandom"];

    /// <summary>What programs of the system need of <c>/etc</c>: names, certificates, where libraries are. Nothing of its secrets.</summary>
    private static readonly string[] Settings =
    [
        "resolv.conf", "hosts", "host.conf", "nsswitch.conf", "gai.conf", "localtime", "timezone", "ld.so.cache", "ld.so.conf", "protocols",
        "services", "mime.types", "os-release", "openssl.cnf",
    ];

    private static readonly string[] SettingFolders =
    [
        "ssl/certs", "pki", "ca-certificates", "alternatives", "ld.so.conf.d", "dotnet", "fonts", "crypto-policies",
    ];

    public static void Create(SandboxPlan plan, Isolation level, string taskRoot)
    {
        var temporary = Folder(plan, Temporary);
        if (plan.UserId is { } user) Native.ChangeOwner(temporary, user);
        var launch = Path.Combine(plan.Folder, Launch);
        if (level == Isolation.Namespaces)
        {
            CreateRoot(plan, temporary);
            launch = Path.Combine(plan.Folder, Root) + LaunchInside;
        }

        File.WriteAllText(launch, LaunchScript(plan, taskRoot));
        FileModes.Set(launch, UnixFileMode.UserRead);
        if (plan.UserId is { } owner) Native.ChangeOwner(launch, owner);
    }

    /// <summary>The variables come by a file that only the function's user reads: arguments are for everybody to see.</summary>
    private static string LaunchScript(SandboxPlan plan, string taskRoot)
    {
        var script = new StringBuilder("unset PWD OLDPWD SHLVL\n");
        foreach (var (name, value) in plan.Variables)
            script.Append(CultureInfo.InvariantCulture, $"export {name}={ShellText.Quote(value)}\n");
        return script.Append(CultureInfo.InvariantCulture, $"cd {ShellText.Quote(taskRoot)} || exit 126\nexec \"$@\"\n").ToString();
    }

    private static void CreateRoot(SandboxPlan plan, string temporary)
    {
        var root = Folder(plan, Root);
        var mounts = new StringBuilder();
        foreach (var folder in (string[])["var/task", "var/runtime", "opt", "proc", "dev", "etc", "tmp", OldRoot]) Folder(root, folder);
        // A root has to be a mount.
        Bind(mounts, root, root, isWritable: true);
        foreach (var name in (string[])["usr", "bin", "sbin", "lib", "lib32", "lib64", "nix", "gnu"]) ShowSystem(mounts, root, name);
        foreach (var device in Devices) BindFile(mounts, "/dev/" + device, root);
        foreach (var (link, target) in ((string, string)[])[("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"),
            ("stdout", "/proc/self/fd/1"), ("stderr", "/proc/self/fd/2")])
            File.CreateSymbolicLink(Path.Combine(root, "dev", link), target);
        mounts.Append(CultureInfo.InvariantCulture, $"proc {Escape(Path.Combine(root, "proc"))} proc nosuid,nodev,noexec 0 0\n");
        CopySettings(mounts, root, plan);
        Bind(mounts, temporary, Path.Combine(root, "tmp"), isWritable: true);
        Bind(mounts, plan.PackageFolder, Path.Combine(root, "var/task"), isWritable: false);
        ShowLayers(mounts, root, plan.LayerFolders);
        foreach (var folder in plan.ReadableFolders.Where(folder => !IsSystem(folder)).Distinct(StringComparer.Ordinal))
        {
            // A server may lie in the system's /tmp, which is the environment's own in there.
            if (folder.StartsWith("/tmp/", StringComparison.Ordinal)) Folder(temporary, folder["/tmp/".Length..]);
            Bind(mounts, folder, Folder(root, folder.TrimStart('/')), isWritable: false);
        }

        File.WriteAllText(Path.Combine(plan.Folder, Mounts), mounts.ToString());
    }

    private static bool IsSystem(string folder) => folder == "/usr" || folder.StartsWith("/usr/", StringComparison.Ordinal);

    /// <summary>Most systems have <c>/bin</c> and the like as links into <c>/usr</c>.</summary>
    private static void ShowSystem(StringBuilder mounts, string root, string name)
    {
        var real = new DirectoryInfo("/" + name);
        if (real.LinkTarget is { } target) Directory.CreateSymbolicLink(Path.Combine(root, name), target);
        else if (real.Exists) Bind(mounts, real.FullName, Folder(root, name), isWritable: false);
    }

    private static void CopySettings(StringBuilder mounts, string root, SandboxPlan plan)
    {
        var settings = Path.Combine(root, "etc");
        foreach (var name in Settings)
            if (File.Exists("/etc/" + name)) File.Copy("/etc/" + name, Path.Combine(settings, name));
        foreach (var name in SettingFolders)
            if (Directory.Exists("/etc/" + name)) Bind(mounts, "/etc/" + name, Folder(settings, name), isWritable: false);
        var user = (plan.UserId ?? 0).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(settings, "passwd"), $"sbx_user1051:x:{user}:{user}::/tmp:/sbin/nologin\n");
        File.WriteAllText(Path.Combine(settings, "group"), $"sbx_user1051:x:{user}:\n");
    }

    /// <summary>As one tree, in which later layers hide the files of earlier ones.</summary>
    private static void ShowLayers(StringBuilder mounts, string root, IReadOnlyList<string> layers)
    {
        var target = Path.Combine(root, "opt");
        if (layers.Count == 1) Bind(mounts, layers[0], target, isWritable: false);
        else if (layers.Count > 1)
        {
            var folders = layers.Reverse().Select(folder => folder.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal));
            mounts.Append(CultureInfo.InvariantCulture, $"overlay {Escape(target)} overlay ro,lowerdir={Escape(string.Join(':', folders))} 0 0\n");
        }
    }

    private static void BindFile(StringBuilder mounts, string file, string root)
    {
        var target = root + file;
        File.WriteAllBytes(target, []);
        Bind(mounts, file, target, isWritable: true);
    }

    private static void Bind(StringBuilder mounts, string source, string target, bool isWritable) =>
        mounts.Append(CultureInfo.InvariantCulture, $"{Escape(source)} {Escape(target)} none {(isWritable ? "rbind" : "rbind,ro")} 0 0\n");

    /// <summary>See fstab(5): blanks end a field.</summary>
    private static string Escape(string path) => path.Replace("\\", "\\134", StringComparison.Ordinal)
        .Replace(" ", "\\040", StringComparison.Ordinal).Replace("\t", "\\011", StringComparison.Ordinal).Replace("\n", "\\012", StringComparison.Ordinal);

    private static string Folder(SandboxPlan plan, string name) => Folder(plan.Folder, name);

    /// <summary>With all folders on the way, which everyone may pass whatever the server's mask is.</summary>
    private static string Folder(string root, string path)
    {
        var folder = root;
        foreach (var part in path.Split('/'))
        {
            folder = Path.Combine(folder, part);
            if (Directory.Exists(folder)) continue;
            Directory.CreateDirectory(folder);
            FileModes.Set(folder, FileModes.Public);
        }

        return folder;
    }
}
