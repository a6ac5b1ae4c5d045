using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.SigV4;

/// <summary>The pieces of a signature as the request carries them, in the Authorization header or in the query string.</summary>
internal readonly ref struct Signature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    private const string AlgorithmParameter = "X-Amz-Algorithm";
    private const string TokenName = "X-Amz-Security-Token";

    /// <summary>What a presigned query must have, in the order in which AWS complains.</summary>
    private static readonly string[] Required =
        [AlgorithmParameter, "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

    public ReadOnlySpan<char> Credential { get; private init; }

    public ReadOnlySpan<char> SignedHeaders { get; private init; }

    public ReadOnlySpan<char> Hex { get; private init; }

    public ReadOnlySpan<char> Date { get; private init; }

    public string? SessionToken { get; private init; }

    /// <summary>How long a presigned request stays valid; null for signatures in the header.</summary>
    public int? ExpiresSeconds { get; private init; }

    /// <summary>Reads the credential only: enough to know who claims to ask. Empty if there is none.</summary>
    public static ReadOnlySpan<char> CredentialOf(IHeaderDictionary headers, string rawTarget)
    {
        if (headers.Authorization.Count > 0) return Parameter(headers.Authorization.ToString(), "Credential=");
        var query = QueryText.Of(rawTarget);
        return query.IsEmpty ? default : QueryText.Get(query, "X-Amz-Credential");
    }

    /// <summary>The token that goes with a temporary key; null if there is none.</summary>
    public static string? SessionTokenOf(IHeaderDictionary headers, string rawTarget)
    {
        if (headers.Authorization.Count > 0) return NullIfEmpty(headers[TokenName].ToString());
        var query = QueryText.Of(rawTarget);
        return query.IsEmpty ? null : NullIfEmpty(QueryText.Get(query, TokenName));
    }

    /// <summary>Returns what is wrong with the form of the signature, or null.</summary>
    public static SignatureFailure? Read(in SignedRequest request, out Signature signature)
    {
        signature = default;
        var query = QueryText.Of(request.RawTarget);
        var isPresigned = QueryText.Has(query, AlgorithmParameter);
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0 && !isPresigned) return SignatureFailure.MissingToken();
        if (header.Length > 0 && isPresigned)
        {
            return SignatureFailure.Invalid(
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }

        return isPresigned ? FromQuery(query, out signature) : FromHeader(header, request.Headers, out signature);
    }

    private static SignatureFailure? FromHeader(string header, IHeaderDictionary headers, out Signature signature)
    {
        var date = headers["X-Amz-Date"].ToString();
        if (date.Length == 0) date = SigningDate.FromHttpDate(headers.Date.ToString());
        signature = new Signature
        {
            Credential = Parameter(header, "Credential="),
            SignedHeaders = Parameter(header, "SignedHeaders="),
            Hex = Parameter(header, "Signature="),
            Date = date,
            SessionToken = NullIfEmpty(headers[TokenName].ToString()),
        };

        var missing = "";
        if (signature.Credential.IsEmpty) missing += "Authorization header requires 'Credential' parameter. ";
        if (signature.Hex.IsEmpty) missing += "Authorization header requires 'Signature' parameter. ";
        if (signature.SignedHeaders.IsEmpty) missing += "Authorization header requires 'SignedHeaders' parameter. ";
        if (date.Length == 0) missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
        if (missing.Length > 0) return SignatureFailure.Incomplete(missing + "Authorization=" + header);
        return header.StartsWith(Algorithm + " ", StringComparison.Ordinal) ? null : Unsupported(header.Split(' ', ',')[0]);
    }

    private static SignatureFailure? FromQuery(ReadOnlySpan<char> query, out Signature signature)
    {
        signature = new Signature
        {
            Credential = QueryText.Get(query, "X-Amz-Credential"),
            SignedHeaders = QueryText.Get(query, "X-Amz-SignedHeaders"),
            Hex = QueryText.Get(query, "X-Amz-Signature"),
            Date = QueryText.Get(query, "X-Amz-Date"),
            SessionToken = NullIfEmpty(QueryText.Get(query, TokenName)),
            ExpiresSeconds = int.TryParse(QueryText.Get(query, "X-Amz-Expires"), out var seconds) ? seconds : null,
        };

        var algorithm = QueryText.Get(query, AlgorithmParameter);
        var missing = "";
        foreach (var name in Required)
            if (QueryText.Get(query, name).Length == 0) missing += $"AWS query-string parameters must include '{name}'. ";
        if (missing.Length > 0) return SignatureFailure.Incomplete(missing + "Re-examine the query-string parameters.");
        return algorithm == Algorithm ? null : Unsupported(algorithm);
    }

    private static SignatureFailure Unsupported(string algorithm) =>
        SignatureFailure.Incomplete($"Unsupported AWS 'algorithm': '{algorithm}'");

    private static ReadOnlySpan<char> Parameter(string header, string name)
    {
        var rest = header.AsSpan();
        for (var at = rest.IndexOf(name, StringComparison.Ordinal); at >= 0; at = rest.IndexOf(name, StringComparison.Ordinal))
        {
            var isWord = at == 0 || rest[at - 1] is ' ' or ',';
            rest = rest[(at + name.Length)..];
            if (!isWord) continue;
            var end = rest.IndexOfAny(',', ' ');
            return end < 0 ? rest : rest[..end];
        }

        return default;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
