using Stepwell.Functions;
using Stepwell.Services.Sts.Keys;

namespace Stepwell.Hosting;

/// <summary>
/// What functions sign with: keys of their execution role, for a session that has the function's name, as on AWS. The account is the
/// function's, whatever the ARN of the role says: roles are not made here, so many are made up.
/// </summary>
internal sealed class FunctionKeys(TemporaryKeys keys, TimeProvider time)
{
    private const int AccountPart = 4;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <exception cref="IOException">The function has no role.</exception>
    public FunctionCredentials Of(FunctionSpec spec)
    {
        var role = spec.RoleArn.Split(':');
        if (role.Length > AccountPart) role[AccountPart] = spec.AccountId;
        var key = keys.AssumeRole(string.Join(':', role), spec.FunctionName, time.GetUtcNow() + Lifetime)
            ?? throw new IOException($"The role {spec.RoleArn} of {spec.FunctionArn} cannot be assumed: it is not the ARN of a role.");
        return new FunctionCredentials(key.AccessKeyId, key.SecretAccessKey, key.SessionToken, key.Expires);
    }
}
