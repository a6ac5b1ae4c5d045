namespace Stepwell.Wire.SigV4;

/// <summary>What the <c>Credential</c> of a signature says: <c>id/20150830/us-east-1/service/aws4_request</c>.</summary>
/// <param name="AccountId">The account of a temporary key, the access key id if it is twelve digits, else the default account.</param>
internal sealed record CredentialScope(string AccessKeyId, string AccountId, string Date, string Region, string Service, string Terminator)
{
    public const string DefaultAccount = "000000000000";
    public const string DefaultRegion = "us-east-1";
    private const int AccountDigits = 12;

    /// <summary>The key that signs under this scope; set once its secret is known.</summary>
    public byte[]? SigningKey { get; set; }

    /// <summary>The same for a temporary key, as last verified.</summary>
    public SessionSigningKey? SessionSigningKey { get; set; }

    /// <summary>Returns null unless the text has five parts, none of them empty.</summary>
    /// <param name="temporary">Null: there are no temporary keys.</param>
    public static CredentialScope? Parse(ReadOnlySpan<char> credential, ITemporaryKeys? temporary)
    {
        Span<Range> parts = stackalloc Range[6];
        if (credential.Split(parts, '/') != 5) return null;
        foreach (var part in parts[..5])
            if (credential[part].IsEmpty) return null;
        var accessKeyId = credential[parts[0]].ToString();
        return new CredentialScope(
            accessKeyId,
            temporary?.AccountOf(accessKeyId) ?? AccountOf(accessKeyId),
            credential[parts[1]].ToString(),
            credential[parts[2]].ToString(),
            credential[parts[3]].ToString(),
            credential[parts[4]].ToString());
    }

    /// <summary>The access key id if it is twelve digits, else the default account.</summary>
    private static string AccountOf(string accessKeyId) =>
        accessKeyId.Length == AccountDigits && accessKeyId.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? accessKeyId : DefaultAccount;
}
