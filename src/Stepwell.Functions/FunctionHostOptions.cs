namespace Stepwell.Functions;

/// <summary>What a <see cref="FunctionHost"/> is told by the program that it is part of.</summary>
/// <param name="Folder">
/// For the execution environments, one folder each. What an earlier life of the server left in it is removed. It should not be readable to others.
/// </param>
/// <param name="Endpoint">Of this server, as functions reach it: their <c>AWS_ENDPOINT_URL</c>. Asked when an environment is made.</param>
public sealed record FunctionHostOptions(string Folder, Func<Uri> Endpoint)
{
    /// <summary>What the SDK inside an environment signs with. Asked when one is made; it ends before they do.</summary>
    public Func<FunctionSpec, FunctionCredentials> Credentials { get; init; } =
        static _ => new("stepwell", "stepwell", "stepwell", DateTimeOffset.MaxValue);

    /// <summary>How long an environment waits for its next invocation before it ends.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an environment runs on after an invocation before it is frozen. Invocations in a row do not pay for that.</summary>
    public TimeSpan FreezeDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Of the first initialization; a second one runs within the function's timeout, as Lambda has it.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Of the initialization of provisioned environments, unless the function's timeout is longer.
    /// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    /// </summary>
    public TimeSpan ProvisionedInitTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The most that isolates; what the machine does not offer is not used.</summary>
    public Isolation Isolation { get; init; } = Isolation.Namespaces;

    /// <summary>Processes and threads in one environment.</summary>
    public int ProcessLimit { get; init; } = 1024;

    /// <summary>The first of the user ids that environments run under, where the server is root.</summary>
    public int FirstUserId { get; init; } = 900_000;
}

/// <param name="Expires">When they are good no more; they must be good for longer than any invocation takes.</param>
public sealed record FunctionCredentials(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expires)
{
    public override string ToString() => AccessKeyId;
}

/// <summary>How far the processes of a function are kept from the rest of the machine.</summary>
public enum Isolation
{
    /// <summary>Processes of the server's own user.</summary>
    None,

    /// <summary>Processes of a user of their own. Needs root.</summary>
    OwnUser,

    /// <summary>A user of their own, or the server's without any rights, which sees only the function's own files and processes.</summary>
    Namespaces,
}
