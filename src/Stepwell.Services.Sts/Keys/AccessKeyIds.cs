using System.Buffers.Binary;
using System.Globalization;

namespace Stepwell.Services.Sts.Keys;

/// <summary>
/// Ids of temporary keys: <c>ASIA</c>, then 80 bits in base 32. As on AWS one bit that is set and forty of the account come first; then 23
/// at random, and 16 that tell ids of this server from any other text. Ids need not differ: it is the session token that says which session it is.
/// </summary>
internal static class AccessKeyIds
{
    private const string Prefix = "ASIA";
    private const int Length = 10;
    private const int MacLength = 2;
    private const int RandomBits = 23;
    private const ulong Marker = 1UL << 63;
    private const long MaxAccount = 999_999_999_999;

    public static string Make(KeySecret secret, string accountId, Action<Span<byte>> fill)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Span<byte> random = stackalloc byte[sizeof(uint)];
        fill(random);
        var account = ulong.Parse(accountId, NumberStyles.None, CultureInfo.InvariantCulture);
        var number = BinaryPrimitives.ReadUInt32BigEndian(random) >> (32 - RandomBits);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Marker | (account << RandomBits) | number);
        secret.OfKeyId(bytes[..^MacLength]).AsSpan(0, MacLength).CopyTo(bytes[^MacLength..]);
        return Prefix + Base32.Encode(bytes);
    }

    /// <summary>Returns null if the id was not made with this secret.</summary>
    public static string? AccountOf(KeySecret secret, string id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!id.StartsWith(Prefix, StringComparison.Ordinal) || !Base32.TryDecode(id.AsSpan(Prefix.Length), bytes)) return null;
        if (!secret.OfKeyId(bytes[..^MacLength]).AsSpan(0, MacLength).SequenceEqual(bytes[^MacLength..])) return null;
        var account = (BinaryPrimitives.ReadUInt64BigEndian(bytes) & ~Marker) >> RandomBits;
        return account <= MaxAccount ? account.ToString("D12", CultureInfo.InvariantCulture) : null;
    }
}
