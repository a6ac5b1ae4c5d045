using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Services.Sts.Keys;

/// <summary>The one secret from which everything about temporary keys is derived, for one purpose at a time.</summary>
internal sealed class KeySecret(ReadOnlySpan<byte> secret)
{
    private readonly byte[] _keyIds = Derive(secret, "access key id");
    private readonly byte[] _tokens = Derive(secret, "session token");
    private readonly byte[] _secrets = Derive(secret, "secret access key");

    public byte[] OfKeyId(ReadOnlySpan<byte> unsigned) => HMACSHA256.HashData(_keyIds, unsigned);

    public byte[] OfToken(ReadOnlySpan<byte> payload) => HMACSHA256.HashData(_tokens, payload);

    /// <summary>What belongs to a token that is known to be good.</summary>
    public byte[] SecretOf(ReadOnlySpan<byte> payload) => HMACSHA256.HashData(_secrets, payload);

    private static byte[] Derive(ReadOnlySpan<byte> secret, string purpose) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(purpose));
}
