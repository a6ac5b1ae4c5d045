using Stepwell.Json;

namespace Stepwell.Integrations;

/// <summary>
/// What outputs of optimized integrations show of the call itself, because Step Functions calls through the AWS SDK for Java. Members and their
/// order are as recorded from AWS.
/// </summary>
internal static class SdkMetadata
{
    /// <summary>Adds <c>SdkHttpMetadata</c> and <c>SdkResponseMetadata</c>.</summary>
    /// <param name="headers">Of the answer, in the order in which they came; one whose value is null did not.</param>
    public static void AddTo(
        JsonObjectBuilder output, string requestId, int statusCode, params ReadOnlySpan<(string Name, string? Value)> headers)
    {
        var all = new JsonObjectBuilder();
        var sorted = new SortedDictionary<string, JsonValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in headers)
        {
            if (text is null)
                continue;
            var value = JsonValue.String(text);
            all.Add(name, JsonValue.Array(value));
            sorted.Add(name, value);
        }
        var first = new JsonObjectBuilder();
        foreach (var (name, value) in sorted)
            first.Add(name, value);

        var http = new JsonObjectBuilder();
        http.Add("AllHttpHeaders", all.Build());
        http.Add("HttpHeaders", first.Build());
        http.Add("HttpStatusCode", JsonValue.Number(statusCode));
        output.Add("SdkHttpMetadata", http.Build());
        output.Add("SdkResponseMetadata", JsonValue.EmptyObject.With("RequestId", JsonValue.String(requestId)));
    }
}
