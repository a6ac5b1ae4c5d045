namespace Stepwell.Integrations.Functions;

internal static class FunctionNames
{
    private const string Latest = "$LATEST";

    /// <summary>Step Functions names the version that is latest where a definition names none; null: the name has a qualifier.</summary>
    public static string? QualifierWanted(string functionName)
    {
        var colons = functionName.AsSpan().Count(':');
        // name:qualifier, account:function:name:qualifier, arn:aws:lambda:region:account:function:name:qualifier
        return colons is 1 or 3 or 7 ? null : Latest;
    }
}
