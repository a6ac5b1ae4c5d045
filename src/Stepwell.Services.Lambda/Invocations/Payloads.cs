using System.Text;
using Stepwell.Json;
using Stepwell.Services.Lambda.Api;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Invocations;

/// <summary>What may be sent to a function, in Lambda's words.</summary>
internal static class Payloads
{
    /// <summary>Of an event that is queued.</summary>
    /// <remarks>Lambda quotas, "Invocation payload": 1 MB for asynchronous invocations.</remarks>
    public const int MaxEventBytes = 1_048_576;

    private const int MaxClientContextBytes = 3_583;

    private static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    /// <summary>The event of a request; one without a body is an empty object.</summary>
    /// <exception cref="InvalidRequestContentException">It is not JSON.</exception>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte>? body)
    {
        if (body is not { IsEmpty: false } given)
            return EmptyObject;
        if (JsonValue.TryParse(given, out _, out var error))
            return given;
        throw new InvalidRequestContentException($"Could not parse request body into json: Could not parse payload into json: {error}");
    }

    /// <remarks>The code is not the model's <c>RequestTooLargeException</c>: github.com/ASFHyP3/hyp3/issues/2241, aws/aws-pdk/issues/771.</remarks>
    /// <exception cref="AwsException">It is too long to be queued.</exception>
    public static void CheckEvent(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MaxEventBytes)
        {
            throw CommonErrors.RequestTooLarge(
                $"{payload.Length} byte payload is too large for the Event invocation type (limit {MaxEventBytes} bytes)");
        }
    }

    /// <summary>JSON of a header in base64; null: none.</summary>
    /// <exception cref="InvalidRequestContentException">It is not that.</exception>
    public static string? ClientContext(string? header)
    {
        if (string.IsNullOrEmpty(header))
            return null;
        var bytes = new byte[header.Length];
        if (header.Length <= MaxClientContextBytes
            && Convert.TryFromBase64String(header, bytes, out var length)
            && JsonValue.TryParse(bytes.AsMemory(0, length), out var context, out _)
            && context.IsObject)
            return Encoding.UTF8.GetString(bytes, 0, length);
        throw new InvalidRequestContentException("Client context must be a valid Base64-encoded JSON object.");
    }
}
