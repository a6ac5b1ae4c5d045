using System.Collections.Concurrent;

namespace Stepwell.Functions.Runtimes;

/// <summary>
/// Which runtimes this machine has. Interpreters are looked for when the first function needs them, on the server's PATH; one that is not
/// there is looked for again each time. Thread-safe.
/// </summary>
public sealed class RuntimeCatalog
{
    private const string Here =
        "This server runs nodejs16.x to nodejs24.x, python3.9 to python3.14, dotnet8, dotnet10, provided.al2 and provided.al2023.";

    private static readonly RuntimeLaunch Provided = new("bootstrap", [], new Dictionary<string, string>(), []);

    private readonly ConcurrentDictionary<string, RuntimeFinding> _available = new();
    private readonly SearchPath _path;
    private readonly string _bootstraps;

    /// <summary>With the PATH of this process and the bootstraps that were published with it.</summary>
    public RuntimeCatalog()
        : this(SearchPath.OfThisProcess, Path.Combine(AppContext.BaseDirectory, "bootstraps"))
    {
    }

    /// <param name="bootstraps">The folder of the programs that run functions of each language.</param>
    public RuntimeCatalog(SearchPath path, string bootstraps)
    {
        _path = path;
        _bootstraps = bootstraps;
    }

    /// <param name="runtime">The identifier of Lambda's API, such as <c>nodejs22.x</c>.</param>
    public RuntimeFinding Find(string runtime)
    {
        if (_available.TryGetValue(runtime, out var known))
            return known;
        var finding = Search(runtime);
        if (finding is RuntimeFinding.Available)
            _available[runtime] = finding;
        return finding;
    }

    private RuntimeFinding Search(string runtime) => runtime switch
    {
        "provided.al2023" or "provided.al2" => new RuntimeFinding.Available(Provided),
        "nodejs16.x" or "nodejs18.x" or "nodejs20.x" or "nodejs22.x" or "nodejs24.x" => NodeRuntime.Find(_path, _bootstraps, runtime),
        "python3.9" or "python3.10" or "python3.11" or "python3.12" or "python3.13" or "python3.14" =>
            PythonRuntime.Find(_path, _bootstraps, runtime),
        "dotnet8" or "dotnet10" => DotNetRuntime.Find(_path, _bootstraps, runtime),
        _ => new RuntimeFinding.Unavailable($"Functions of the runtime {runtime} cannot run on this server. {Here}"),
    };
}
