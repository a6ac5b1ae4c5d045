namespace Stepwell.Wire.SigV4;

/// <summary>Who signs, as AWS names it.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="UserId">The account, <c>account:name</c> of a federated user, or <c>role id:session name</c>.</param>
public sealed record Principal(string AccountId, string Arn, string UserId)
{
    /// <summary>Whoever has a key that is not temporary: such keys belong to accounts here, and not to users.</summary>
    public static Principal OwnerOf(string accountId) => new(accountId, $"arn:aws:iam::{accountId}:root", accountId);
}
