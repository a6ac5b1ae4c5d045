namespace Stepwell.Wire.SigV4;

/// <summary>The temporary access keys that this server has made. Called from many threads at once.</summary>
public interface ITemporaryKeys
{
    /// <summary>Twelve digits: the account that a key belongs to. Null: it is none of these keys.</summary>
    string? AccountOf(string accessKeyId);

    /// <summary>The key, expired or not. Null: the session token was not made here, or for another key.</summary>
    TemporaryKey? Find(string accessKeyId, string sessionToken);
}

/// <param name="Secret">Never leaves the verifier.</param>
/// <param name="Expires">From when on the key is refused.</param>
/// <param name="Principal">Who signs with it.</param>
public sealed record TemporaryKey(string Secret, DateTimeOffset Expires, Principal Principal)
{
    public override string ToString() => Principal.Arn;
}
