namespace Stepwell.Integrations.Http;

/// <summary>What an HTTP task sends and gets, for somebody who looks on. Belongs to one task; not thread-safe.</summary>
/// <param name="showsSecrets">Whether what the connection adds is noted too. It is sent in any case.</param>
public sealed class HttpExchange(bool showsSecrets)
{
    public bool ShowsSecrets { get; } = showsSecrets;

    /// <summary>Null as long as nothing has been sent.</summary>
    public NotedRequest? Request { get; internal set; }

    /// <summary>Null as long as nothing has come back.</summary>
    public NotedResponse? Response { get; internal set; }

    /// <summary>Headers as <c>inspectionData</c> of TestState shows them: <c>[date: today, server: x]</c>.</summary>
    internal static string Format(IEnumerable<HttpParameter> headers) =>
        $"[{string.Join(", ", headers.Select(header => $"{header.Name}: {header.Value}"))}]";
}

/// <param name="Protocol"><c>http</c> or <c>https</c>.</param>
/// <param name="Body">Null: none.</param>
public sealed record NotedRequest(string Protocol, string Method, string Url, string Headers, string? Body)
{
    /// <summary>Shows no values: they may be secrets.</summary>
    public override string ToString() => nameof(NotedRequest);
}

/// <param name="Body">Null when it is not text, or too large.</param>
public sealed record NotedResponse(string Protocol, string StatusCode, string StatusMessage, string Headers, string? Body);
