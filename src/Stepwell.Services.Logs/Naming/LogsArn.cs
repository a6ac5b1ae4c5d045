namespace Stepwell.Services.Logs.Naming;

/// <summary>ARNs of this service: <c>arn:aws:logs:region:account:log-group:name[:*]</c>, and of streams below groups.</summary>
internal readonly record struct LogsArn(string Region, string AccountId, string GroupName)
{
    private const string GroupType = "log-group";

    public string Scope => ScopeOf(Region, AccountId);

    public static string ScopeOf(string region, string accountId) => $"{region}:{accountId}";

    /// <param name="scope">Region and account, in the form of <see cref="ScopeOf"/>.</param>
    public static string Group(string scope, string name) => $"arn:aws:logs:{scope}:{GroupType}:{name}";

    public static string Stream(string scope, string groupName, string name) => $"{Group(scope, groupName)}:log-stream:{name}";

    /// <summary>Takes the ARN of a group apart, with or without the star that stands for its streams.</summary>
    public static bool TryParse(string text, out LogsArn arn)
    {
        arn = default;
        var parts = text.Split(':');
        if (parts is not ["arn", { Length: > 0 }, "logs", var region, var account, GroupType, { Length: > 0 } name, .. var rest] || rest is not ([] or ["*"]))
            return false;
        arn = new LogsArn(region, account, name);
        return true;
    }
}
