using Stepwell.Services.Sts.Api;
using Stepwell.Services.Sts.Keys;
using Stepwell.Wire;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Sts.Operations;

/// <summary>
/// The API of AWS STS, as far as it is written. There is no IAM: any role of any account may be assumed by whoever has a key, session policies
/// restrict nothing, and there are no MFA devices. Thread-safe.
/// </summary>
/// <param name="keys">Makes keys and knows callers by them.</param>
/// <param name="ownKeyIds">Ids of the keys that the server was given; empty: it looks at no signatures, and takes any.</param>
public sealed class StsService(TemporaryKeys keys, IReadOnlyCollection<string> ownKeyIds, TimeProvider time) : StsServiceBase
{
    private const int DefaultRoleSeconds = 3600;

    /// <summary>Of a role that a role assumes.</summary>
    private const int MaxChainedSeconds = 3600;

    /// <remarks>API Reference, GetSessionToken and GetFederationToken: sessions of an account's owner last an hour, even if more is asked for.</remarks>
    private const int MaxOwnerSeconds = 3600;

    public override ValueTask<AssumeRoleResponse> AssumeRole(AssumeRoleRequest input, RequestContext context)
    {
        RoleRequest.Check(input);
        var role = RoleRequest.RoleOf(input.RoleArn);
        var caller = SessionOf(context);
        if (caller is Session.FederatedUser user) throw Refusals.NotAuthorized(user.Principal, "sts:AssumeRole", input.RoleArn);
        var chained = caller as Session.AssumedRole;
        if (chained is not null && input.DurationSeconds > MaxChainedSeconds) throw Refusals.ChainTooLong();
        if (chained?.SourceIdentity is { } source && input.SourceIdentity is { } other && source != other)
            throw Refusals.NotAuthorized(chained.Principal, "sts:SetSourceIdentity", input.RoleArn);
        var session = new Session.AssumedRole(role, input.RoleSessionName, input.SourceIdentity ?? chained?.SourceIdentity);
        return new(new AssumeRoleResponse
        {
            Credentials = Issue(session, input.DurationSeconds ?? DefaultRoleSeconds),
            AssumedRoleUser = new AssumedRoleUser { Arn = session.Principal.Arn, AssumedRoleId = session.Principal.UserId },
            SourceIdentity = session.SourceIdentity,
        });
    }

    public override ValueTask<GetCallerIdentityResponse> GetCallerIdentity(GetCallerIdentityRequest input, RequestContext context)
    {
        var principal = SessionOf(context)?.Principal ?? Principal.OwnerOf(context.AccountId);
        return new(new GetCallerIdentityResponse { Account = principal.AccountId, Arn = principal.Arn, UserId = principal.UserId });
    }

    public override ValueTask<GetAccessKeyInfoResponse> GetAccessKeyInfo(GetAccessKeyInfoRequest input, RequestContext context)
    {
        var account = keys.AccountOf(input.AccessKeyId);
        if (account is null && ownKeyIds.Count > 0 && !ownKeyIds.Contains(input.AccessKeyId)) throw Refusals.UnknownKey(input.AccessKeyId);
        // An id that would be an account is too short for this operation.
        return new(new GetAccessKeyInfoResponse { Account = account ?? RequestContext.DefaultAccount });
    }

    public override ValueTask<GetSessionTokenResponse> GetSessionToken(GetSessionTokenRequest input, RequestContext context)
    {
        if (SessionOf(context) is not null) throw Refusals.OfSession("GetSessionToken");
        RoleRequest.CheckDevice(input.SerialNumber, input.TokenCode);
        return new(new GetSessionTokenResponse
        {
            Credentials = Issue(new Session.Owner(context.AccountId), OwnerSeconds(input.DurationSeconds)),
        });
    }

    public override ValueTask<GetFederationTokenResponse> GetFederationToken(GetFederationTokenRequest input, RequestContext context)
    {
        if (SessionOf(context) is not null) throw Refusals.OfSession("GetFederationToken");
        RoleRequest.CheckPolicy(input.Policy);
        RoleRequest.CheckTags(input.Tags);
        var session = new Session.FederatedUser(context.AccountId, input.Name);
        return new(new GetFederationTokenResponse
        {
            Credentials = Issue(session, OwnerSeconds(input.DurationSeconds)),
            FederatedUser = new FederatedUser { Arn = session.Principal.Arn, FederatedUserId = session.Principal.UserId },
        });
    }

    private static int OwnerSeconds(int? asked) => Math.Min(asked ?? MaxOwnerSeconds, MaxOwnerSeconds);

    /// <summary>Null: the caller has a key that is not temporary, or none.</summary>
    private Session? SessionOf(RequestContext context) =>
        context is { AccessKeyId: { } id, SessionToken: { } token } ? keys.SessionOf(id, token) : null;

    private Credentials Issue(Session session, int seconds)
    {
        var key = keys.Issue(session, time.GetUtcNow() + TimeSpan.FromSeconds(seconds));
        return new Credentials
        {
            AccessKeyId = key.AccessKeyId,
            SecretAccessKey = key.SecretAccessKey,
            SessionToken = key.SessionToken,
            Expiration = key.Expires,
        };
    }
}
