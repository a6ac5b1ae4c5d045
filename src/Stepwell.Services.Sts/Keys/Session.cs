using System.Security.Cryptography;
using System.Text;
using Stepwell.Services.Sts.Naming;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Sts.Keys;

/// <summary>Who a temporary key stands for.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"/>
internal abstract record Session(string AccountId)
{
    private const int RoleIdLength = 17;

    public abstract Principal Principal { get; }

    /// <summary>The owner of an account, for whom <c>GetSessionToken</c> was called.</summary>
    public sealed record Owner(string AccountId) : Session(AccountId)
    {
        public override Principal Principal => Principal.OwnerOf(AccountId);
    }

    public sealed record FederatedUser(string AccountId, string Name) : Session(AccountId)
    {
        public override Principal Principal => new(AccountId, $"arn:aws:sts::{AccountId}:federated-user/{Name}", $"{AccountId}:{Name}");
    }

    /// <param name="SourceIdentity">Passed on to the roles that this one assumes; null: none.</param>
    public sealed record AssumedRole(RoleArn Role, string Name, string? SourceIdentity) : Session(Role.AccountId)
    {
        public override Principal Principal => new(AccountId, $"arn:aws:sts::{AccountId}:assumed-role/{Role.Name}/{Name}", $"{RoleId}:{Name}");

        /// <summary>There is no IAM that could give one, so it follows from what the role is called.</summary>
        private string RoleId => "AROA" + Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{AccountId}:{Role.Name}")))[..RoleIdLength];
    }
}
