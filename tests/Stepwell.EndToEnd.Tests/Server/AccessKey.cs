using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>A key pair that signs requests with Signature Version 4.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal sealed record AccessKey(string Id, string Secret, string Region = "us-east-1")
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Service = "states";

    /// <summary>Adds the date and the signature to a POST to the root.</summary>
    public void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{Region}/{Service}/aws4_request";
        var target = request.Headers.GetValues("X-Amz-Target").Single();
        var headers = $"host:{request.Headers.Host ?? request.RequestUri!.Authority}\nx-amz-date:{time}\nx-amz-target:{target}\n";
        const string Signed = "host;x-amz-date;x-amz-target";
        var canonical = $"POST\n/\n\n{headers}\n{Signed}\n{Hash(body)}";
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), Mac);
        request.Headers.Add("X-Amz-Date", time);
        var signature = Convert.ToHexStringLower(Mac(key, toSign));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Credential={Id}/{scope}, SignedHeaders={Signed}, Signature={signature}");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
