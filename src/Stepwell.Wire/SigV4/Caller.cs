using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.SigV4;

/// <summary>Who a request says has signed it. Whether that is true, <see cref="SigV4Verifier"/> tells.</summary>
public sealed record Caller(string AccessKeyId, Principal Principal)
{
    /// <summary>Null: the request bears no signature.</summary>
    /// <param name="rawTarget">The request target as sent.</param>
    /// <param name="temporary">Null: there are no temporary keys.</param>
    public static Caller? Of(IHeaderDictionary headers, string rawTarget, ITemporaryKeys? temporary)
    {
        if (CredentialScope.Parse(Signature.CredentialOf(headers, rawTarget), temporary) is not { } scope) return null;
        var token = Signature.SessionTokenOf(headers, rawTarget);
        var key = token is null ? null : temporary?.Find(scope.AccessKeyId, token);
        return new Caller(scope.AccessKeyId, key?.Principal ?? Principal.OwnerOf(scope.AccountId));
    }
}
