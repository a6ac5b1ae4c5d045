namespace Stepwell.Wire.SigV4;

/// <summary>What the <c>Credential</c> of a signature says: <c>id/20150830/us-east-1/service/aws4_request</c>.</summary>
internal sealed record CredentialScope(string AccessKeyId, string Date, string Region, string Service, string Terminator)
{
    public const string DefaultAccount = "000000000000";
    public const string DefaultRegion = "us-east-1";
    private const int AccountDigits = 12;

    /// <summary>The access key id if it is twelve digits, else the default account.</summary>
    public string AccountId { get; } =
        AccessKeyId.Length == AccountDigits && AccessKeyId.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? AccessKeyId : DefaultAccount;

    /// <summary>The key that signs under this scope; set once its secret is known.</summary>
    public byte[]? SigningKey { get; set; }

    /// <summary>Returns null unless the text has five parts, none of them empty.</summary>
    public static CredentialScope? Parse(ReadOnlySpan<char> credential)
    {
        Span<Range> parts = stackalloc Range[6];
        if (credential.Split(parts, '/') != 5) return null;
        foreach (var part in parts[..5])
            if (credential[part].IsEmpty) return null;
        return new CredentialScope(
            credential[parts[0]].ToString(),
            credential[parts[1]].ToString(),
            credential[parts[2]].ToString(),
            credential[parts[3]].ToString(),
            credential[parts[4]].ToString());
    }
}
