using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Stepwell.Examples.Orders;

/// <summary>The whole protocol: a signed POST with the operation's name in a header and JSON both ways.</summary>
internal sealed class StepFunctionsClient(Settings settings) : IDisposable
{
    private const string SignedHeaders = "host;x-amz-date;x-amz-target";

    // GetActivityTask may take a minute to answer.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(90) };

    public async Task<CallResult> Call(string operation, JsonObject parameters, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(parameters.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, "/"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        Sign(request, "AWSStepFunctions." + operation, body);

        using var response = await _http.SendAsync(request, cancellation);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return response.IsSuccessStatusCode
            ? new CallResult((int)response.StatusCode, answer, ErrorCode: null)
            : new CallResult((int)response.StatusCode, Answer: null, (string?)answer?["__type"] ?? "Unknown");
    }

    // Signature Version 4, as the IAM User Guide describes it under "Create a signed AWS API request".
    private void Sign(HttpRequestMessage request, string target, byte[] body)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{timestamp[..8]}/{settings.Region}/states/aws4_request";
        var canonicalRequest =
            $"POST\n/\n\nhost:{request.RequestUri!.Authority}\nx-amz-date:{timestamp}\nx-amz-target:{target}\n"
            + $"\n{SignedHeaders}\n{Hash(body)}";
        var stringToSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

        var key = Encoding.UTF8.GetBytes("AWS4" + settings.SecretAccessKey);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));

        request.Headers.Add("X-Amz-Date", timestamp);
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={settings.AccessKeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => _http.Dispose();
}

/// <param name="Answer">What the operation answered; null when it was refused.</param>
/// <param name="ErrorCode">AWS's error code when it was refused.</param>
internal sealed record CallResult(int StatusCode, JsonNode? Answer, string? ErrorCode);
