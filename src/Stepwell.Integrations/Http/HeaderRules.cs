using System.Collections.Frozen;

namespace Stepwell.Integrations.Http;

/// <summary>Which headers a definition may set ("HTTP Task fields", Step Functions Developer Guide) and which are well formed.</summary>
internal static class HeaderRules
{
    private static readonly FrozenSet<string> Refused = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "A-IM", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Authorization", "Cache-Control", "Connection", "Content-Encoding",
        "Content-MD5", "Date", "Expect", "Forwarded", "From", "Host", "HTTP2-Settings", "If-Match", "If-Modified-Since", "If-None-Match",
        "If-Range", "If-Unmodified-Since", "Max-Forwards", "Origin", "Pragma", "Proxy-Authorization", "Referer", "Server", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Via", "Warning");

    private static readonly string[] RefusedPrefixes = ["x-forwarded-", "x-amz-", "x-amzn-"];

    public static bool IsRefused(string name) =>
        Refused.Contains(name) || RefusedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Headers the caller sets itself, whatever the definition says.</summary>
    public static bool IsOurs(string name) =>
        name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Range", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);

    /// <summary>A token as the name, and a value that cannot end the header (RFC 9110, 5.1 and 5.5).</summary>
    public static bool IsWellFormed(HttpParameter header) =>
        header.Name.Length > 0
        && header.Name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && !header.Value.AsSpan().ContainsAny('\r', '\n', '\0');
}
