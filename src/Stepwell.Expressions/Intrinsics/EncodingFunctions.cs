using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

internal static class EncodingFunctions
{
    private const int MaxCharacters = 10_000;

    public static IntrinsicResult Base64Encode(ReadOnlySpan<JsonValue> arguments)
    {
        var text = arguments[0].GetString();
        if (text.Length > MaxCharacters) return IntrinsicResult.InvalidArguments;
        return JsonValue.String(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    public static IntrinsicResult Base64Decode(ReadOnlySpan<JsonValue> arguments)
    {
        var text = arguments[0].GetString();
        if (text.Length > MaxCharacters) return IntrinsicResult.InvalidArguments;
        return JsonValue.String(Encoding.UTF8.GetString(LenientBase64.Decode(text)));
    }

    /// <summary>Hashes anything but null, in the text form that States.Format gives it.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The language offers SHA-1.")]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The language offers MD5.")]
    public static IntrinsicResult Hash(ReadOnlySpan<JsonValue> arguments)
    {
        var text = JavaText.Of(arguments[0]);
        if (arguments[0].IsNull || text.Length > MaxCharacters) return IntrinsicResult.InvalidArguments;
        var data = Encoding.UTF8.GetBytes(text);
        var hash = arguments[1].GetString() switch
        {
            "MD5" => MD5.HashData(data),
            "SHA-1" => SHA1.HashData(data),
            "SHA-256" => SHA256.HashData(data),
            "SHA-384" => SHA384.HashData(data),
            "SHA-512" => SHA512.HashData(data),
            _ => null,
        };
        return hash is null ? IntrinsicResult.InvalidArguments : JsonValue.String(Convert.ToHexStringLower(hash));
    }
}
