using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Wire.Tests.Support;

/// <summary>Signs requests for <c>/</c> the way clients do, written from the specification and independent of the verifier.</summary>
internal sealed record Signer(string KeyId, string Secret, DateTimeOffset Now)
{
    public string Service { get; init; } = "states";

    public string Date => Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");

    public string Terminator { get; init; } = "aws4_request";

    /// <summary>Days by which the scope's date is off.</summary>
    public int ScopeDays { get; init; }

    private string Scope => $"{Now.UtcDateTime.AddDays(ScopeDays):yyyyMMdd}/eu-west-1/{Service}/{Terminator}";

    /// <summary>Adds the date and the Authorization header. The headers that are signed come sorted, names in lower case.</summary>
    public void Sign(HttpRequestMessage request, byte[] body, params (string Name, string Value)[] headers)
    {
        (string Name, string Value)[] all = [.. headers, ("x-amz-date", Date)];
        var canonical = Canonical("POST", "", all, Hex(SHA256.HashData(body)));
        request.Headers.Add("X-Amz-Date", Date);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={KeyId}/{Scope}, SignedHeaders={Names(all)}, Signature={Signature(canonical)}");
    }

    /// <summary>Returns the query string of a presigned POST with this host and body.</summary>
    public string Presign(string host, byte[] body, int expiresSeconds)
    {
        var credential = Uri.EscapeDataString(KeyId + "/" + Scope);
        var query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + credential + "&X-Amz-Date=" + Date
            + "&X-Amz-Expires=" + expiresSeconds + "&X-Amz-SignedHeaders=host";
        return query + "&X-Amz-Signature=" + Signature(Canonical("POST", query, [("host", host)], Hex(SHA256.HashData(body))));
    }

    private static string Canonical(string method, string query, (string Name, string Value)[] headers, string payloadHash) =>
        string.Join('\n', [method, "/", query, .. headers.Select(h => h.Name + ":" + h.Value), "", Names(headers), payloadHash]);

    private static string Names((string Name, string Value)[] headers) => string.Join(';', headers.Select(header => header.Name));

    private string Signature(string canonical)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in Scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var toSign = $"AWS4-HMAC-SHA256\n{Date}\n{Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
