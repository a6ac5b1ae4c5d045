using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.SigV4;

/// <summary>Who a request says has signed it. Whether that is true, <see cref="SigV4Verifier"/> tells.</summary>
/// <param name="AccountId">The access key id if it is twelve digits, else the default account.</param>
public sealed record Caller(string AccessKeyId, string AccountId)
{
    /// <summary>Null: the request bears no signature.</summary>
    /// <param name="rawTarget">The request target as sent.</param>
    public static Caller? Of(IHeaderDictionary headers, string rawTarget) =>
        CredentialScope.Parse(Signature.CredentialOf(headers, rawTarget)) is { } scope ? new Caller(scope.AccessKeyId, scope.AccountId) : null;
}
