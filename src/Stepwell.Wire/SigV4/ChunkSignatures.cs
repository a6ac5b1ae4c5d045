using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Wire.SigV4;

/// <summary>The signatures of the chunks of one body, each of which covers the one before it.</summary>
/// <param name="signingKey">Derived from the secret for the scope.</param>
/// <param name="date">Of the request: <c>20130524T000000Z</c>.</param>
/// <param name="scope"><c>20130524/us-east-1/s3/aws4_request</c>.</param>
/// <param name="seed">The signature of the request, as it stands in its Authorization header.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html"/>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html"/>
public sealed class ChunkSignatures(ReadOnlyMemory<byte> signingKey, string date, string scope, string seed)
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private string _previous = seed;

    /// <summary>Checks the next chunk.</summary>
    /// <param name="hash">SHA-256 of its bytes.</param>
    public bool CheckChunk(string signature, ReadOnlySpan<byte> hash) =>
        Check(signature, $"AWS4-HMAC-SHA256-PAYLOAD\n{date}\n{scope}\n{_previous}\n{EmptyHash}\n{Convert.ToHexStringLower(hash)}");

    /// <summary>Checks what follows the last chunk.</summary>
    /// <param name="hash">SHA-256 of the lines, each <c>name:value</c> and a line feed, without the signature's.</param>
    public bool CheckTrailer(string signature, ReadOnlySpan<byte> hash) =>
        Check(signature, $"AWS4-HMAC-SHA256-TRAILER\n{date}\n{scope}\n{_previous}\n{Convert.ToHexStringLower(hash)}");

    private bool Check(string signature, string toSign)
    {
        _previous = Convert.ToHexStringLower(HMACSHA256.HashData(signingKey.Span, Encoding.UTF8.GetBytes(toSign)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_previous), Encoding.UTF8.GetBytes(signature));
    }
}
