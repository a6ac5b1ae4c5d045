using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Wire.SigV4;

/// <summary>
/// Verifies AWS Signature Version 4, in the header or presigned, for every service but S3. Safe for any number of threads.
/// </summary>
/// <remarks>There is no replay cache: clients that retry within a second repeat their signature.</remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html"/>
public sealed class SigV4Verifier
{
    private const string Terminator = "aws4_request";

    private readonly Dictionary<string, AccessKey> _keys;
    private readonly TimeProvider _time;
    private readonly ITemporaryKeys? _temporary;
    private readonly CredentialScopes _scopes;

    /// <param name="keys">Those that the server was given.</param>
    /// <param name="temporary">Those that it makes itself; null: none.</param>
    public SigV4Verifier(IEnumerable<AccessKey> keys, TimeProvider time, ITemporaryKeys? temporary = null)
    {
        _keys = keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        _time = time;
        _temporary = temporary;
        _scopes = new CredentialScopes(temporary);
    }

    /// <summary>Returns null if the request is signed with a known key, else what to answer.</summary>
    /// <param name="request">The request as sent.</param>
    /// <param name="service">The signing name of the service that is called; a signature for another service is worth nothing.</param>
    public SignatureFailure? Verify(in SignedRequest request, string service)
    {
        if (Signature.Read(request, out var signature) is { } malformed) return malformed;
        if (_scopes.Find(signature.Credential) is not { } scope)
        {
            return SignatureFailure.Incomplete(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                + $"got '{signature.Credential}'");
        }

        var now = _time.GetUtcNow();
        if (SignatureTime.Check(signature, now) is { } untimely) return untimely;
        if (CheckScope(scope, signature, service) is { } misplaced) return misplaced;
        if (!_keys.TryGetValue(scope.AccessKeyId, out var key)) return VerifyTemporary(request, signature, scope, now);
        if (!TokensMatch(key.SessionToken, signature.SessionToken)) return SignatureFailure.UnknownKey();
        if (key.Expires <= now) return SignatureFailure.ExpiredToken();
        return CheckSignature(request, signature, scope, scope.SigningKey ??= DeriveKey(key.Secret, scope));
    }

    private SignatureFailure? VerifyTemporary(in SignedRequest request, in Signature signature, CredentialScope scope, DateTimeOffset now)
    {
        if (signature.SessionToken is not { } token) return SignatureFailure.UnknownKey();
        var known = scope.SessionSigningKey;
        if (known is null || !TokensMatch(known.SessionToken, token))
        {
            if (_temporary?.Find(scope.AccessKeyId, token) is not { } key) return SignatureFailure.UnknownKey();
            known = new SessionSigningKey(token, key.Expires, DeriveKey(key.Secret, scope));
            scope.SessionSigningKey = known;
        }

        return known.Expires <= now ? SignatureFailure.ExpiredToken() : CheckSignature(request, signature, scope, known.Key);
    }

    private static SignatureFailure? CheckScope(CredentialScope scope, in Signature signature, string service)
    {
        if (scope.Terminator != Terminator)
        {
            return SignatureFailure.Invalid(
                $"Credential should be scoped with a valid terminator: '{Terminator}', not '{scope.Terminator}'.");
        }

        if (scope.Service != service)
            return SignatureFailure.WrongService(service);
        if (!signature.Date.StartsWith(scope.Date))
        {
            return SignatureFailure.Invalid(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{scope.Date}' != '{signature.Date[..8]}', from '{signature.Date}'.");
        }

        foreach (var name in signature.SignedHeaders.Split(';'))
            if (signature.SignedHeaders[name] is "host" or ":authority") return null;
        return SignatureFailure.Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private static bool TokensMatch(string? expected, string? actual) => expected is null || actual is null
        ? expected == actual
        : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    private static SignatureFailure? CheckSignature(
        in SignedRequest request, in Signature signature, CredentialScope scope, ReadOnlySpan<byte> signingKey)
    {
        var canonical = new ByteBuilder(stackalloc byte[1024]);
        var toSign = new ByteBuilder(stackalloc byte[256]);
        try
        {
            CanonicalRequest.Write(ref canonical, request, signature.SignedHeaders);
            WriteStringToSign(ref toSign, signature.Date, scope, canonical.Written);
            Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
            Span<byte> actual = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(signingKey, toSign.Written, expected);
            var isHex = signature.Hex.Length == actual.Length * 2
                && Convert.FromHexString(signature.Hex, actual, out _, out _) == OperationStatus.Done;
            if (isHex && CryptographicOperations.FixedTimeEquals(expected, actual)) return null;
            return SignatureFailure.Invalid(Mismatch(canonical.Written, toSign.Written));
        }
        finally
        {
            canonical.Dispose();
            toSign.Dispose();
        }
    }

    private static void WriteStringToSign(
        ref ByteBuilder output, ReadOnlySpan<char> date, CredentialScope scope, ReadOnlySpan<byte> canonical)
    {
        output.Append("AWS4-HMAC-SHA256\n"u8);
        output.Append(date);
        output.Append((byte)'\n');
        output.Append(scope.Date);
        output.Append((byte)'/');
        output.Append(scope.Region);
        output.Append((byte)'/');
        output.Append(scope.Service);
        output.Append("/aws4_request\n"u8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, hash);
        output.AppendHex(hash);
    }

    private static string Mismatch(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> stringToSign) =>
        "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"
        + $"The Canonical String for this request should have been\n'{Encoding.UTF8.GetString(canonical)}'\n\n"
        + $"The String-to-Sign should have been\n'{Encoding.UTF8.GetString(stringToSign)}'\n";

    private static byte[] DeriveKey(string secret, CredentialScope scope)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(scope.Date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Service));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Terminator));
    }
}
