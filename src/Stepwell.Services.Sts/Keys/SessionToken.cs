using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stepwell.Services.Sts.Naming;

namespace Stepwell.Services.Sts.Keys;

/// <summary>
/// All that is to be known of a temporary key, so that nothing has to be kept: fields, each on a line of its own, and a code that only the
/// server can make. Tokens must stay readable as long as they live, so another form gets another number at its beginning.
/// </summary>
internal sealed record SessionToken(string AccessKeyId, DateTimeOffset Expires, Session Session)
{
    private const string Form = "1";
    private const string Owner = "owner";
    private const string FederatedUser = "federated-user";
    private const string AssumedRole = "assumed-role";

    public string Write(KeySecret secret)
    {
        var payload = Payload();
        return Convert.ToBase64String([.. payload, .. secret.OfToken(payload)]);
    }

    /// <summary>Returns null for what this server has not written.</summary>
    public static SessionToken? Read(KeySecret secret, string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length <= HMACSHA256.HashSizeInBytes) return null;
        var payload = bytes.AsSpan(0, length - HMACSHA256.HashSizeInBytes);
        return CryptographicOperations.FixedTimeEquals(secret.OfToken(payload), bytes.AsSpan(payload.Length, HMACSHA256.HashSizeInBytes))
            ? Parse(Encoding.UTF8.GetString(payload))
            : null;
    }

    /// <summary>The secret that goes with the key.</summary>
    public string SecretOf(KeySecret secret) => Convert.ToBase64String(secret.SecretOf(Payload()).AsSpan(0, 30));

    private byte[] Payload()
    {
        string[] fields = Session switch
        {
            Session.Owner owner => [Owner, owner.AccountId],
            Session.FederatedUser user => [FederatedUser, user.AccountId, user.Name],
            Session.AssumedRole role => [AssumedRole, role.AccountId, role.Role.Name, role.Name, role.SourceIdentity ?? ""],
            _ => throw new InvalidOperationException($"Sessions of the kind {Session.GetType().Name} have no token."),
        };
        var expires = Expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(string.Join('\n', [Form, AccessKeyId, expires, .. fields]));
    }

    private static SessionToken? Parse(string payload)
    {
        if (payload.Split('\n') is not [Form, var keyId, var expires, .. var fields]) return null;
        Session? session = fields switch
        {
            [Owner, var account] => new Session.Owner(account),
            [FederatedUser, var account, var name] => new Session.FederatedUser(account, name),
            [AssumedRole, var account, var role, var name, var source] =>
                new Session.AssumedRole(new RoleArn(account, role), name, source.Length == 0 ? null : source),
            _ => null,
        };
        var seconds = long.Parse(expires, NumberStyles.None, CultureInfo.InvariantCulture);
        return session is null ? null : new SessionToken(keyId, DateTimeOffset.FromUnixTimeSeconds(seconds), session);
    }
}
