using System.Text.RegularExpressions;

namespace Stepwell.Services.Sts.Naming;

/// <summary>
/// The ARN of a role: <c>arn:aws:iam::123456789012:role/path/Name</c>. Partition and path are of no importance here: names are unique in an
/// account.
/// </summary>
internal sealed partial record RoleArn(string AccountId, string Name)
{
    /// <summary>Returns null if the text is no ARN of a role.</summary>
    public static RoleArn? Parse(string text) =>
        Role().Match(text) is { Success: true } match ? new RoleArn(match.Groups["account"].Value, match.Groups["name"].Value) : null;

    /// <summary>Whether the text is an ARN of anything that an account has.</summary>
    public static bool IsArn(string text) => Any().IsMatch(text);

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::(?<account>[0-9]{12}):role/([\x21-\x7E]+/)?(?<name>[A-Za-z0-9_+=,.@-]{1,64})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Role();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+\z")]
    private static partial Regex Any();
}
