using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>Signature Version 4 of requests that differ in nothing but the body.</summary>
/// <param name="position">Where in a request the signature stands.</param>
/// <param name="headers">The signed headers as the canonical request has them: a line each.</param>
/// <param name="signedHeaders">Their names.</param>
/// <param name="time">Of the signature, as in <c>X-Amz-Date</c>.</param>
internal sealed class RequestSignature(
    int position, string headers, string signedHeaders, string time, string scope, Credentials credentials)
{
    /// <summary>Stands in a request until it is signed.</summary>
    public static readonly string Hole = new('0', HexOfHash);

    private const int HexOfHash = 64;

    private readonly byte[] _signingKey = credentials.SigningKey(time[..8]);
    private readonly byte[] _canonical = Encoding.ASCII.GetBytes($"POST\n/\n\n{headers}\n{signedHeaders}\n{Hole}");
    private readonly byte[] _toSign = Encoding.ASCII.GetBytes($"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hole}");

    /// <summary>Puts the signature over <paramref name="body"/> into <paramref name="request"/>.</summary>
    public void Sign(ReadOnlySpan<byte> body, Span<byte> request)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        PutHex(hash, _canonical.AsSpan(_canonical.Length - HexOfHash));
        SHA256.HashData(_canonical, hash);
        PutHex(hash, _toSign.AsSpan(_toSign.Length - HexOfHash));
        HMACSHA256.HashData(_signingKey, _toSign, hash);
        PutHex(hash, request.Slice(position, HexOfHash));
    }

    private static void PutHex(ReadOnlySpan<byte> hash, Span<byte> target) => Convert.TryToHexStringLower(hash, target, out _);
}
