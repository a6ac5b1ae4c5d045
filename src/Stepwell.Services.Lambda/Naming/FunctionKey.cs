namespace Stepwell.Services.Lambda.Naming;

/// <summary>Which function: names are unique within an account and region.</summary>
internal readonly record struct FunctionKey(string Region, string AccountId, string Name)
{
    private const string Prefix = "arn:aws:lambda:";

    /// <summary>What listings and counts are of.</summary>
    public string Scope => ScopeOf(Region, AccountId);

    public string Arn => $"{Prefix}{Region}:{AccountId}:function:{Name}";

    public static string ScopeOf(string region, string accountId) => $"{region}:{accountId}";

    /// <summary>The ARN with a version or alias; null: without.</summary>
    public string ArnOf(string? qualifier) => qualifier is null ? Arn : $"{Arn}:{qualifier}";

    public static FunctionKey OfRow(string scope, string name)
    {
        var colon = scope.IndexOf(':', StringComparison.Ordinal);
        return new FunctionKey(scope[..colon], scope[(colon + 1)..], name);
    }

    /// <param name="arn">As <see cref="Arn"/> gives it.</param>
    public static FunctionKey OfArn(string arn)
    {
        var parts = arn.Split(':');
        if (parts.Length != 7 || !arn.StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException($"{arn} does not name a function.");
        return new FunctionKey(parts[3], parts[4], parts[6]);
    }
}
