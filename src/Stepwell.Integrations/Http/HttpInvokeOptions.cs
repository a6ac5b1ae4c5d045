namespace Stepwell.Integrations.Http;

/// <summary>How far <see cref="HttpInvokeIntegration"/> may go. The defaults are AWS's, except where said.</summary>
public sealed record HttpInvokeOptions
{
    public static readonly HttpInvokeOptions Default = new();

    /// <summary>AWS calls <c>https://</c> only. Here <c>http://</c> is also allowed, by default to this machine alone.</summary>
    public PlainHttp PlainHttp { get; init; } = PlainHttp.ToLoopback;

    /// <summary>AWS demands a connection. Here a task may do without one by default; it then calls without credentials.</summary>
    public bool IsConnectionRequired { get; init; }

    /// <summary>From the start of the call to the last byte of the response.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest response body that is accepted.</summary>
    public int MaxResponseBytes { get; init; } = 256 * 1024;
}

/// <summary>Which endpoints a task may call without TLS.</summary>
public enum PlainHttp
{
    Never,
    ToLoopback,
    Anywhere,
}
