using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Stepwell.Json;

namespace Stepwell.Integrations.Http;

/// <summary>Makes a task's outcome of a response.</summary>
internal static class HttpResponses
{
    /// <summary>Room for a body whose length is not announced; it grows with the body.</summary>
    private const int UnannouncedBytes = 4 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// 2xx: Headers (lower-case names, arrays), ResponseBody (JSON where it is labelled and reads as JSON, else text), StatusCode and
    /// StatusText. Any other status, redirects included: <c>States.Http.StatusCode.404</c> and the like with the status text as the cause;
    /// AWS gives no more of such a response either.
    /// </summary>
    /// <param name="exchange">Null: nobody looks on.</param>
    public static async Task<TaskOutcome> Read(HttpResponseMessage response, int maxBytes, HttpExchange? exchange, CancellationToken cancellation)
    {
        if (exchange is not null)
            exchange.Response = Note(response);
        var type = ContentType(response);
        var isBinary = IsBinary(type.MediaType);
        var isWanted = !isBinary && (response.IsSuccessStatusCode || exchange is not null);
        var bytes = isWanted ? await ReadBytes(response, maxBytes, cancellation).ConfigureAwait(false) : null;
        var text = bytes is null ? null : Decode(bytes, type.CharSet);
        if (exchange is not null)
            exchange.Response = exchange.Response! with { Body = text };

        if (!response.IsSuccessStatusCode)
            return new TaskOutcome.Failed($"States.Http.StatusCode.{(int)response.StatusCode}", StatusText(response));
        if (isBinary)
            return Unreadable($"a content type that is not supported: {type.MediaType}");
        if (bytes is null)
            return TooLarge();
        if (text is null)
            return Unreadable("a body that is not text");

        var output = new JsonObjectBuilder();
        output.Add("Headers", Headers(response));
        output.Add("ResponseBody", Body(text, type.MediaType));
        output.Add("StatusCode", JsonValue.Number((int)response.StatusCode));
        output.Add("StatusText", JsonValue.String(StatusText(response)));
        return new TaskOutcome.Succeeded(output.Build());
    }

    private static NotedResponse Note(HttpResponseMessage response)
    {
        var headers = AllHeaders(response).SelectMany(header => header.Value.Select(value => new HttpParameter(header.Key, value)));
        return new NotedResponse(
            response.RequestMessage!.RequestUri!.Scheme,
            ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
            StatusText(response),
            HttpExchange.Format(headers),
            Body: null);
    }

    private static IEnumerable<KeyValuePair<string, HeaderStringValues>> AllHeaders(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated);

    private static TaskOutcome.Failed Unreadable(string what) =>
        new(ErrorNames.Runtime, $"The HTTP endpoint answered with {what}.");

    private static TaskOutcome.Failed TooLarge() => new(
        ErrorNames.DataLimitExceeded,
        "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit.");

    private static MediaTypeHeaderValue ContentType(HttpResponseMessage response) =>
        response.Content.Headers.ContentType ?? new MediaTypeHeaderValue("text/plain");

    private static bool IsBinary(string? mediaType) =>
        mediaType is not null
        && (mediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            || mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
            || mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase));

    private static bool IsJson(string? mediaType) =>
        mediaType is not null
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    // Null: larger than allowed. Not much more than that is ever held in memory.
    private static async Task<byte[]?> ReadBytes(HttpResponseMessage response, int maxBytes, CancellationToken cancellation)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > maxBytes)
            return null;
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent((int?)announced + 1 ?? UnannouncedBytes);
        try
        {
            var length = 0;
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false) is var count and > 0)
            {
                length += count;
                if (length > maxBytes)
                    return null;
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    // Null: not text in the charset that the response names.
    private static string? Decode(byte[] bytes, string? charSet)
    {
        try
        {
            var encoding = charSet is null or "utf-8" or "UTF-8"
                ? StrictUtf8
                : Encoding.GetEncoding(charSet.Trim('"'), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static JsonValue Body(string text, string? mediaType) =>
        IsJson(mediaType) && JsonValue.TryParse(text, out var json, out _) ? json.Compact() : JsonValue.String(text);

    private static JsonValue Headers(HttpResponseMessage response)
    {
        var headers = new JsonObjectBuilder();
        foreach (var (name, values) in AllHeaders(response))
            headers.Add(name.ToLowerInvariant(), JsonValue.Array(values.Select(JsonValue.String).ToImmutableArray()));
        return headers.Build();
    }

    // The endpoint may have sent no phrase, and HTTP/2 knows none; the standard one is the text then.
    private static string StatusText(HttpResponseMessage response)
    {
        if (!string.IsNullOrEmpty(response.ReasonPhrase))
            return response.ReasonPhrase;
        using var standard = new HttpResponseMessage(response.StatusCode);
        return standard.ReasonPhrase ?? string.Empty;
    }
}
