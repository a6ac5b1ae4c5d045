using Stepwell.Services.Sts.Naming;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Sts.Keys;

/// <summary>
/// Makes temporary keys and knows them again. Nothing is kept of a key: its token says whose it is and until when, and its secret follows
/// from the token and the secret of the server. So none can be called back before it expires. Thread-safe.
/// </summary>
/// <param name="secret">Of the server, from its store.</param>
/// <param name="fill">The source of randomness; called from many threads at once.</param>
public sealed class TemporaryKeys(ReadOnlySpan<byte> secret, Action<Span<byte>> fill) : ITemporaryKeys
{
    private readonly KeySecret _secret = new(secret);

    public string? AccountOf(string accessKeyId) => AccessKeyIds.AccountOf(_secret, accessKeyId);

    public TemporaryKey? Find(string accessKeyId, string sessionToken) => Read(accessKeyId, sessionToken) is { } token
        ? new TemporaryKey(token.SecretOf(_secret), token.Expires, token.Session.Principal)
        : null;

    /// <summary>A key of somebody who has assumed a role.</summary>
    /// <param name="roleArn">An ARN of a role, as functions have one; null is returned for any other text.</param>
    /// <param name="sessionName">Letters, digits and <c>+=,.@_-</c>.</param>
    public IssuedKey? AssumeRole(string roleArn, string sessionName, DateTimeOffset expires) =>
        RoleArn.Parse(roleArn) is { } role ? Issue(new Session.AssumedRole(role, sessionName, SourceIdentity: null), expires) : null;

    internal IssuedKey Issue(Session session, DateTimeOffset expires)
    {
        // As the token has it.
        var whole = DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds());
        var token = new SessionToken(AccessKeyIds.Make(_secret, session.AccountId, fill), whole, session);
        return new IssuedKey(token.AccessKeyId, token.SecretOf(_secret), token.Write(_secret), whole);
    }

    /// <summary>The session of a caller; null: the token was not made here, or for another key.</summary>
    internal Session? SessionOf(string accessKeyId, string sessionToken) => Read(accessKeyId, sessionToken)?.Session;

    private SessionToken? Read(string accessKeyId, string sessionToken) =>
        SessionToken.Read(_secret, sessionToken) is { } token && token.AccessKeyId == accessKeyId ? token : null;
}

/// <summary>All that the owner of a temporary key gets.</summary>
public sealed record IssuedKey(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expires);
