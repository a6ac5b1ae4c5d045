using System.Globalization;

namespace Stepwell.Functions.Processes;

/// <summary>
/// The control groups of Linux, as far as this process may make some: version 1, version 2 or both side by side. Version 2 freezes and kills
/// whole trees and needs no controller for it. The freezer of version 1 is not used: what it has frozen, SIGKILL does not end.
/// https://docs.kernel.org/admin-guide/cgroup-v2.html
/// </summary>
internal sealed class ControlGroups
{
    public static readonly ControlGroups None = new(null, null, null, isUnified: false);

    private const string Prefix = "stepwell-";

    private static int _made;

    private readonly string? _memory;
    private readonly string? _processes;
    private readonly string? _tree;
    private readonly bool _isUnified;

    private ControlGroups(string? memory, string? processes, string? tree, bool isUnified) =>
        (_memory, _processes, _tree, _isUnified) = (memory, processes, tree, isUnified);

    public bool LimitsMemory => _memory is not null;

    public bool LimitsProcesses => _processes is not null;

    /// <summary>Whether all processes of an environment can be frozen and killed as one.</summary>
    public bool HoldsTrees => _tree is not null;

    /// <summary>Makes the folders of this process, and removes those of processes that are gone.</summary>
    public static ControlGroups Probe()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/self/cgroup")) return None;
        // Several hosts in one process are strangers to each other.
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
        var tree = Folder("cgroup2", "") is { } own ? Delegated(own, name) : null;
        if (tree is not null && File.Exists(Path.Combine(tree, "memory.max")) && Enable(tree))
            return new(tree, tree, tree, isUnified: true);
        return new(Made(Folder("cgroup", "memory"), name), Made(Folder("cgroup", "pids"), name), tree, isUnified: false);
    }

    /// <summary>Limits apply from the start: the first process puts itself in.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public ControlGroup Create(string name, int memoryMegabytes, int processLimit)
    {
        foreach (var parent in Parents) Directory.CreateDirectory(Path.Combine(parent, name));
        if (_memory is { } memory)
        {
            var bytes = (memoryMegabytes * 1024L * 1024L).ToString(CultureInfo.InvariantCulture);
            File.WriteAllText(Path.Combine(memory, name, _isUnified ? "memory.max" : "memory.limit_in_bytes"), bytes);
            if (_isUnified && File.Exists(Path.Combine(memory, name, "memory.swap.max")))
                File.WriteAllText(Path.Combine(memory, name, "memory.swap.max"), "0");
        }

        if (_processes is { } processes)
            File.WriteAllText(Path.Combine(processes, name, "pids.max"), processLimit.ToString(CultureInfo.InvariantCulture));
        return new ControlGroup(
            [.. Parents.Select(parent => Path.Combine(parent, name))],
            _memory is null ? null : Path.Combine(_memory, name, _isUnified ? "memory.peak" : "memory.max_usage_in_bytes"),
            _memory is null ? null : Path.Combine(_memory, name, _isUnified ? "memory.events" : "memory.oom_control"),
            _tree is null ? null : Path.Combine(_tree, name));
    }

    /// <summary>Removes the folders of this process.</summary>
    public void Remove()
    {
        foreach (var parent in Parents) ControlGroup.Remove(parent);
    }

    private IEnumerable<string> Parents => new[] { _memory, _processes, _tree }.OfType<string>().Distinct();

    /// <summary>The folder of this process in the hierarchy that has a controller; in that of version 2 for none.</summary>
    private static string? Folder(string type, string controller)
    {
        var mount = File.ReadLines("/proc/self/mounts").Select(line => line.Split(' '))
            .FirstOrDefault(fields => fields[2] == type && (controller.Length == 0 || fields[3].Split(',').Contains(controller)))?[1];
        var own = File.ReadLines("/proc/self/cgroup").Select(line => line.Split(':', 3))
            .FirstOrDefault(fields => controller.Length == 0 ? fields[0] == "0" : fields[1].Split(',').Contains(controller))?[2];
        if (mount is null || own is null) return null;
        var folder = Path.Combine(mount, own.TrimStart('/'));
        return Directory.Exists(folder) ? folder : mount;
    }

    /// <summary>
    /// A group of version 2 that has processes of its own may pass no controllers on. Beside it there may be a place: that is how systemd
    /// delegates (<c>Delegate=yes</c>, <c>DelegateSubgroup=</c>).
    /// </summary>
    private static string? Delegated(string own, string name)
    {
        if (Path.GetDirectoryName(own) is { } parent && File.Exists(Path.Combine(parent, "cgroup.subtree_control"))
            && Made(parent, name) is { } beside)
        {
            if (Enable(parent) && File.Exists(Path.Combine(beside, "memory.max"))) return beside;
            ControlGroup.Remove(beside);
        }

        var inside = Made(own, name);
        if (inside is not null) Enable(own);
        return inside;
    }

    private static bool Enable(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "cgroup.subtree_control"), "+memory +pids");
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Made(string? parent, string name)
    {
        if (parent is null) return null;
        try
        {
            foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*"))
                if (int.TryParse(Path.GetFileName(left).Split('-')[1], out var owner) && !Directory.Exists($"/proc/{owner}"))
                    ControlGroup.Remove(left);
            return Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
