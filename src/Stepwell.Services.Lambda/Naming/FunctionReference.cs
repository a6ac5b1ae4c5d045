using Stepwell.Services.Lambda.Api;

namespace Stepwell.Services.Lambda.Naming;

/// <summary>What a caller calls a function: the function, and the version or alias it gave with it.</summary>
/// <param name="Qualifier">Null: none was given.</param>
internal readonly record struct FunctionReference(FunctionKey Key, string? Qualifier)
{
    public const string Latest = "$LATEST";
    private const int MaxNameLength = 64;

    public string Arn => Key.ArnOf(Qualifier);

    /// <summary>Whether a qualifier names a version rather than an alias, whose names are not all digits.</summary>
    public static bool IsVersion(string qualifier) => qualifier == Latest || IsNumber(qualifier);

    public static bool IsNumber(string qualifier) => qualifier.All(char.IsAsciiDigit);

    /// <param name="text">A name, <c>account:function:name</c>, <c>function:name</c> or an ARN, perhaps with a qualifier. It matches the model's pattern.</param>
    /// <param name="qualifier">As given beside it; null: not.</param>
    /// <exception cref="InvalidParameterValueException">They contradict each other, or there cannot be such a name.</exception>
    /// <exception cref="ResourceNotFoundException">The ARN is one of another region.</exception>
    public static FunctionReference Parse(string accountId, string region, string text, string? qualifier)
    {
        var parts = text.Split(':');
        var isArn = parts[0] == "arn";
        if (isArn && (parts.Length is < 7 or > 8 || parts[2] != "lambda" || parts[5] != "function"))
            throw new InvalidParameterValueException($"Invalid ARN {text}");
        if (isArn && parts[3] != region)
            throw new ResourceNotFoundException($"Functions from '{parts[3]}' are not reachable in this region ('{region}')");
        if (isArn)
            accountId = parts[4];
        var rest = isArn ? parts.AsSpan(6) : WithoutPrefixes(parts, ref accountId);
        if (rest.Length is 0 or > 2 || rest[0].Length == 0)
            throw new InvalidParameterValueException($"The function name {text} is not valid.");
        CheckLength(rest[0]);
        return new FunctionReference(new FunctionKey(region, accountId, rest[0]), Combine(rest.Length == 2 ? rest[1] : null, qualifier));
    }

    private static ReadOnlySpan<string> WithoutPrefixes(string[] parts, ref string accountId)
    {
        var rest = parts.AsSpan();
        if (rest.Length > 1 && rest[0].Contains('-', StringComparison.Ordinal) && rest[1].Length == 12 && rest[1].All(char.IsAsciiDigit))
            rest = rest[1..];
        if (rest.Length > 1 && rest[0].Length == 12 && rest[0].All(char.IsAsciiDigit))
        {
            accountId = rest[0];
            rest = rest[1..];
        }
        return rest.Length > 1 && rest[0] == "function" ? rest[1..] : rest;
    }

    private static void CheckLength(string name)
    {
        if (name.Length > MaxNameLength)
        {
            throw Errors.Validation(
                $"1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: "
                + $"Member must have length less than or equal to {MaxNameLength}");
        }
    }

    private static string? Combine(string? ofName, string? given) => (ofName, given) switch
    {
        (null, null or "") => null,
        (null, _) => given,
        (_, null or "") => ofName,
        _ when ofName == given => given,
        _ => throw new InvalidParameterValueException("The derived qualifier from the function name does not match the specified qualifier."),
    };
}
