namespace Stepwell.Functions;

/// <summary>
/// All that an execution environment of one function version is made from. Environments are shared by invocations whose
/// <see cref="RevisionId"/> is the same; a change of code or configuration has another one.
/// </summary>
/// <param name="FunctionArn">Without a version: <c>arn:aws:lambda:region:account:function:name</c>.</param>
/// <param name="Version"><c>$LATEST</c> or a number.</param>
public sealed record FunctionSpec(string FunctionArn, string Version, string RevisionId, FunctionCode Code)
{
    public string FunctionName => FunctionArn[(FunctionArn.LastIndexOf(':') + 1)..];

    public string Region => FunctionArn.Split(':')[3];

    public string AccountId => FunctionArn.Split(':')[4];

    /// <summary>The identifier of Lambda's API, such as <c>nodejs22.x</c>; empty for code that needs none.</summary>
    public string Runtime { get; init; } = string.Empty;

    public string Handler { get; init; } = string.Empty;

    /// <summary>The execution role.</summary>
    public string RoleArn { get; init; } = string.Empty;

    /// <summary>The variables the owner set. Reserved ones are not among them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Folders of unpacked layers, in the order of the configuration.</summary>
    public IReadOnlyList<string> LayerFolders { get; init; } = [];

    public int TimeoutSeconds { get; init; } = 3;

    public int MemoryMegabytes { get; init; } = 128;

    public int EphemeralStorageMegabytes { get; init; } = 512;

    public string LogGroup { get; init; } = string.Empty;

    /// <summary>Whether runtimes write their log as objects of JSON.</summary>
    public bool LogsJson { get; init; }

    /// <summary>The least that runtimes log, such as <c>WARN</c>; null: their default.</summary>
    public string? LogLevel { get; init; }

    /// <summary>The least that is logged of what Lambda itself says, where logs are JSON: <c>DEBUG</c>, <c>INFO</c> or <c>WARN</c>.</summary>
    public string SystemLogLevel { get; init; } = "INFO";
}

/// <summary>Where the code of a function is.</summary>
public abstract record FunctionCode
{
    /// <summary>An unpacked deployment package, which nobody changes.</summary>
    public sealed record Package(string Folder) : FunctionCode;

    /// <summary>A program that runs already and takes each event as the body of a POST.</summary>
    public sealed record Program(Uri Address) : FunctionCode;

    /// <summary>A handler in this process.</summary>
    public sealed record InProcess(IFunctionHandler Handler) : FunctionCode;
}

/// <summary>A function of a program that embeds Stepwell. Thread-safe.</summary>
public interface IFunctionHandler
{
    /// <summary>Answers with JSON. What it throws is the function's error: its type's name and its message.</summary>
    ValueTask<ReadOnlyMemory<byte>> Handle(HandlerCall call, CancellationToken timedOut);
}
