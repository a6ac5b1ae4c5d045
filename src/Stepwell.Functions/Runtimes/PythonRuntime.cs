namespace Stepwell.Functions.Runtimes;

/// <summary>
/// Runs functions of Python with the version that the runtime names, if this machine has it, else with its <c>python3</c>. The AWS SDK, which
/// Lambda brings, must be in the package, in a layer, or installed for the interpreter.
/// </summary>
internal static class PythonRuntime
{
    // Answers with the real program, not a wrapper that chooses; compiles the bootstrap, so that no function has to.
    private const string Question = """
        import compileall, sys
        compileall.compile_dir(sys.argv[1], quiet=2)
        print(sys.executable, "%d.%d.%d" % sys.version_info[:3], sys.base_prefix, sys.prefix, sep="\n")
        """;

    private static readonly Version First = new(3, 9);

    public static RuntimeFinding Find(SearchPath path, string bootstraps, string runtime)
    {
        var folder = Path.Combine(bootstraps, "python");
        foreach (var program in Candidates(path, runtime))
        {
            if (InterpreterProbe.Ask(program, "-c", Question, folder) is not [var python, var version, var home, var environment, ..])
                continue;
            if (!Version.TryParse(version, out var parsed) || parsed < First)
                continue;
            return new RuntimeFinding.Available(
                new RuntimeLaunch(
                    python, // -u: what a function prints is there before it crashes.
                    ["-u", Path.Combine(folder, "bootstrap.py")],
                    new Dictionary<string, string> { ["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{runtime}" },
                    ReadableFolders.Of(home, environment, folder))
                {
                    Interpreter = $"Python {version}",
                });
        }
        return new RuntimeFinding.Unavailable(
            $"Functions of the runtime {runtime} need Python {First} or later, and there is no such program named python3 on the PATH of this server.");
    }

    /// <summary><c>python3.12</c> on the PATH; the newest 3.12 that pyenv installed; any <c>python3</c>.</summary>
    private static IEnumerable<string> Candidates(SearchPath path, string runtime) =>
        path.Programs(runtime).Concat(InstalledByPyenv(runtime["python".Length..])).Concat(path.Programs("python3"));

    private static IEnumerable<string> InstalledByPyenv(string version)
    {
        var root = Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        var versions = Path.Combine(root, "versions");
        return Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions, version + ".*")
                .OrderByDescending(folder => Version.TryParse(Path.GetFileName(folder), out var parsed) ? parsed : new Version())
                .Select(folder => Path.Combine(folder, "bin", "python3"))
                .Where(File.Exists)
            : [];
    }
}
