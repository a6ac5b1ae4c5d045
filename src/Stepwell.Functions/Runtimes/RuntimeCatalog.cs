namespace Stepwell.Functions.Runtimes;

/// <summary>Which runtimes this machine has. Thread-safe.</summary>
public sealed class RuntimeCatalog
{
    private static readonly RuntimeLaunch Provided = new("bootstrap", [], new Dictionary<string, string>(), []);

    /// <param name="runtime">The identifier of Lambda's API, such as <c>nodejs22.x</c>.</param>
    public RuntimeFinding Find(string runtime) => runtime switch
    {
        "provided.al2023" or "provided.al2" => new RuntimeFinding.Available(Provided),
        _ => new RuntimeFinding.Unavailable($"Functions of the runtime {runtime} cannot run on this server."),
    };
}
