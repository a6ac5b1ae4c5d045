using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Protocols;

/// <summary>awsJson1_0 and awsJson1_1, which differ in nothing but the content type.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html"/>
internal sealed class AwsJsonProtocol : Protocol
{
    public static readonly AwsJsonProtocol Version10 = new("application/x-amz-json-1.0");
    public static readonly AwsJsonProtocol Version11 = new("application/x-amz-json-1.1");

    private const int MaxDepth = 128;
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    private AwsJsonProtocol(string contentType) => ContentType = contentType;

    public override string ContentType { get; }

    public override T Decode<T>(in Incoming incoming)
    {
        var body = incoming.Body;
        // The reader looks at bytes, not at characters: without this, text that is skipped or passed on could be anything.
        if (!Utf8.IsValid(body)) throw new SerializationException("The request body is not valid UTF-8");
        try
        {
            var reader = new JsonShapeReader(body.IsEmpty ? "{}"u8 : body, ReaderOptions);
            var value = T.Read(ref reader);
            reader.End();
            return value;
        }
        catch (JsonException malformed)
        {
            throw new SerializationException(
                $"The request body is not valid JSON (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1})");
        }
    }

    public override void Encode<T>(T output, in Call call, ResponseBuffer response)
    {
        var json = response.StartJson();
        var writer = new JsonShapeWriter(json);
        output.Write(ref writer);
        json.Flush();
    }

    /// <remarks>The bare name is what every client understands in both versions.</remarks>
    public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
    {
        var json = response.StartJson();
        var writer = new JsonShapeWriter(json);
        json.WriteStartObject();
        json.WriteString("__type"u8, error.Code);
        error.WriteMembers(ref writer);
        json.WriteEndObject();
        json.Flush();
    }

    public override AwsException Refuse(SignatureFailure failure) => new(Code(failure.Fault), 400, Fault.Client, failure.Message);

    private static string Code(SignatureFault fault) => fault switch
    {
        SignatureFault.MissingToken => "MissingAuthenticationTokenException",
        SignatureFault.Incomplete => "IncompleteSignatureException",
        SignatureFault.UnknownKey => "UnrecognizedClientException",
        SignatureFault.ExpiredToken => "ExpiredTokenException",
        SignatureFault.Invalid => "InvalidSignatureException",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
