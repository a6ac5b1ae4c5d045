using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stepwell.Bench.Load.Generator;

/// <summary>
/// The bytes of one API call, most with a hole for the name of the execution. The hole has a fixed width, so a request is a copy, a
/// name and a signature computed with Signature Version 4 over the real body.
/// </summary>
internal sealed class RequestTemplate
{
    /// <summary>Characters of a name.</summary>
    public const int NameLength = 16;

    private const string NameHole = "<-----name----->";
    private const string ContentType = "application/x-amz-json-1.0";
    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";
    private const int HexOfHash = 64;

    private readonly byte[] _request;
    private readonly int _body;
    private readonly int? _name;
    private readonly int _signature;
    private readonly byte[] _signingKey;
    private readonly byte[] _canonical;
    private readonly byte[] _toSign;

    private RequestTemplate(string host, string operation, string body, Credentials credentials, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{Credentials.Region}/{Credentials.Service}/aws4_request";
        var target = $"AWSStepFunctions.{operation}";
        var headers = $"content-type:{ContentType}\nhost:{host}\nx-amz-date:{time}\nx-amz-target:{target}\n";
        var hole = new string('0', HexOfHash);
        var head =
            $"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: {ContentType}\r\nX-Amz-Target: {target}\r\nX-Amz-Date: {time}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={credentials.KeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={hole}\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n";
        _request = Encoding.ASCII.GetBytes(head + body);
        _body = head.Length;
        _name = body.Contains(NameHole, StringComparison.Ordinal) ? head.Length + body.IndexOf(NameHole, StringComparison.Ordinal) : null;
        _signature = head.IndexOf(hole, StringComparison.Ordinal);
        _signingKey = credentials.SigningKey(time[..8]);
        _canonical = Encoding.ASCII.GetBytes($"POST\n/\n\n{headers}\n{SignedHeaders}\n{hole}");
        _toSign = Encoding.ASCII.GetBytes($"AWS4-HMAC-SHA256\n{time}\n{scope}\n{hole}");
    }

    public int Length => _request.Length;

    public static RequestTemplate CreateStateMachine(
        string host, string name, string type, string definition, Credentials credentials, DateTimeOffset now)
    {
        var text = JsonEncodedText.Encode(definition);
        return new(
            host, "CreateStateMachine",
            $$"""{"name":"{{name}}","type":"{{type}}","definition":"{{text}}","roleArn":"arn:aws:iam::000000000000:role/bench"}""", credentials, now);
    }

    public static RequestTemplate StartExecution(
        string host, string operation, string stateMachineArn, Credentials credentials, DateTimeOffset now) =>
        new(
            host, operation,
            $$"""{"stateMachineArn":"{{stateMachineArn}}","name":"{{NameHole}}","input":"{\"n\":1}"}""", credentials, now);

    /// <summary>A call that takes nothing but the ARN of an execution.</summary>
    public static RequestTemplate OfExecution(
        string host, string operation, string stateMachineArn, Credentials credentials, DateTimeOffset now)
    {
        var prefix = stateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal);
        return new(host, operation, $$"""{"executionArn":"{{prefix}}:{{NameHole}}"}""", credentials, now);
    }

    public static RequestTemplate DescribeMapRun(string host, string mapRunArn, Credentials credentials, DateTimeOffset now) =>
        new(host, "DescribeMapRun", $$"""{"mapRunArn":"{{mapRunArn}}"}""", credentials, now);

    /// <summary>Writes the request for one name into <paramref name="target"/>.</summary>
    public void Write(ReadOnlySpan<byte> name, Span<byte> target)
    {
        _request.CopyTo(target);
        if (_name is { } start)
            name.CopyTo(target[start..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(target[_body.._request.Length], hash);
        PutHex(hash, _canonical.AsSpan(_canonical.Length - HexOfHash));
        SHA256.HashData(_canonical, hash);
        PutHex(hash, _toSign.AsSpan(_toSign.Length - HexOfHash));
        HMACSHA256.HashData(_signingKey, _toSign, hash);
        PutHex(hash, target.Slice(_signature, HexOfHash));
    }

    private static void PutHex(ReadOnlySpan<byte> hash, Span<byte> target) => Convert.TryToHexStringLower(hash, target, out _);
}
