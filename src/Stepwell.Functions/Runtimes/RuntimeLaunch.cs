namespace Stepwell.Functions.Runtimes;

/// <summary>
/// How the process of a runtime starts. It finds the function by the variables that Lambda sets: <c>_HANDLER</c>, <c>LAMBDA_TASK_ROOT</c>,
/// <c>AWS_LAMBDA_RUNTIME_API</c>. Where the task root is differs: <c>/var/task</c> in a mount namespace, else the folder of the package.
/// </summary>
/// <param name="FileName">
/// A path of this machine; or a name without folder: a file that the function brings, in its package or else in a layer.
/// </param>
/// <param name="Environment">Beside those that every function gets. The owner's variables win over these.</param>
/// <param name="ReadableFolders">
/// What the process reads of this machine (interpreter, libraries, bootstrap) beyond the system's own <c>/usr</c>, <c>/bin</c>, <c>/lib</c>,
/// <c>/lib64</c> and what <c>/etc</c> has for everyone. They are there under the same paths in a mount namespace.
/// </param>
public sealed record RuntimeLaunch(
    string FileName,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> ReadableFolders)
{
    /// <summary>What runs the function, for people: <c>Node.js 20.20.2</c>. Empty: the function's own program.</summary>
    public string Interpreter { get; init; } = string.Empty;

    /// <summary>
    /// Tells an interpreter how many megabytes the function has. From inside it sees those of the whole machine, and would collect its garbage
    /// too late.
    /// </summary>
    public Func<RuntimeLaunch, int, RuntimeLaunch> WithMemory { get; init; } = (launch, _) => launch;
}

/// <summary>Whether functions of a runtime can run on this machine.</summary>
public abstract record RuntimeFinding
{
    public sealed record Available(RuntimeLaunch Launch) : RuntimeFinding;

    /// <param name="Why">A sentence for the one who creates a function.</param>
    public sealed record Unavailable(string Why) : RuntimeFinding;
}
