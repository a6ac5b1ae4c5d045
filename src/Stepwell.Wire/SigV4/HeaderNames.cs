namespace Stepwell.Wire.SigV4;

/// <summary>The names that clients sign again and again, so that looking them up needs no new text.</summary>
internal static class HeaderNames
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = new HashSet<string>(StringComparer.Ordinal)
    {
        "accept-encoding",
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "content-encoding",
        "content-type",
        "host",
        "user-agent",
        "x-amz-api-version",
        "x-amz-content-sha256",
        "x-amz-date",
        "x-amz-security-token",
        "x-amz-target",
        "x-amz-user-agent",
        "x-amzn-query-mode",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Intern(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var known) ? known : name.ToString();
}
