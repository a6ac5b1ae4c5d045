namespace Stepwell.Wire.SigV4;

/// <summary>Credentials that the server accepts.</summary>
/// <param name="Id">The access key id; twelve digits make it the account as well.</param>
/// <param name="Secret">Never leaves the verifier.</param>
/// <param name="SessionToken">For temporary credentials; requests must bring the same one. Null: requests must bring none.</param>
/// <param name="Expires">From when on the key is refused; null: never.</param>
public sealed record AccessKey(string Id, string Secret, string? SessionToken = null, DateTimeOffset? Expires = null)
{
    public override string ToString() => Id;
}
