using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Rest;

/// <summary>restJson1: method and path name the operation, members are where the model puts them, and the rest is JSON.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html"/>
internal sealed class RestJsonProtocol : Protocol
{
    public static readonly RestJsonProtocol Instance = new();

    private const int MaxDepth = 128;
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    private RestJsonProtocol()
    {
    }

    public override string ContentType => HttpBinding.Json;

    public static SerializationException NotUtf8() => new("The request body is not valid UTF-8");

    /// <summary>What AWS answers to a method and path that no operation of the service has.</summary>
    /// <remarks>So does Lambda: github.com/ysugimoto/cloudflare-worker-lambda-gateway/issues/1, aws/serverless-application-model/issues/430.</remarks>
    public static AwsException UnknownPath() =>
        new("AccessDeniedException", 403, Fault.Client, "Unable to determine service/operation name to be authorized");

    public override T Decode<T>(in Incoming incoming)
    {
        if (!incoming.Operation.IsUnwritten)
        {
            CheckContentType(incoming, T.Members);
            CheckAccept(incoming);
        }

        try
        {
            var reader = new RestShapeReader(incoming, ReaderOptions);
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
        var http = call.Features!.GetRequiredFeature<IHttpResponseFeature>();
        http.StatusCode = call.Operation.Http!.StatusCode;
        if (!call.Operation.HasOutput)
        {
            response.Clear();
            return;
        }

        var writer = new RestShapeWriter(response, http.Headers, http);
        output.Write(ref writer);
        if (http.StatusCode != StatusCodes.Status204NoContent) writer.End(hasPayload: T.Members.PayloadIndex >= 0);
    }

    public override string? ContentTypeOf(Operation operation) => null;

    public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
    {
        headers["x-amzn-errortype"] = error.Code;
        var writer = new RestShapeWriter(response, headers, status: null);
        writer.BeginStructure();
        error.WriteMembers(ref writer);
        writer.EndStructure();
        writer.End(hasPayload: false);
    }

    /// <remarks>AWS General Reference, "Common errors": the codes of awsJson, under the status 403.</remarks>
    public override AwsException Refuse(SignatureFailure failure)
    {
        var error = AwsJsonProtocol.Version10.Refuse(failure);
        return new AwsException(error.Code, StatusCodes.Status403Forbidden, Fault.Client, error.Message);
    }

    /// <summary>A body has to come as what the model makes of it; where it makes nothing of it, as nothing.</summary>
    private static void CheckContentType(in Incoming incoming, MemberTable members)
    {
        if (incoming.Body.IsEmpty) return;
        var given = incoming.Request.Headers.ContentType.ToString();
        var isFit = members.Payload is { } payload ? payload.DemandedType is null || MediaTypes.Is(given, payload.DemandedType)
            : members.HasDocument ? MediaTypes.Is(given, HttpBinding.Json)
            : given.Length == 0 || (incoming.Operation.HasInput && members.Count == 0 && MediaTypes.Is(given, HttpBinding.Json));
        if (!isFit) throw new AwsException("UnsupportedMediaTypeException", StatusCodes.Status415UnsupportedMediaType, Fault.Client, null);
    }

    private static void CheckAccept(in Incoming incoming)
    {
        var operation = incoming.Operation;
        if (!operation.HasOutput) return;
        var type = operation.OutputMembers.Payload is { } payload
            ? payload.Location == HttpLocation.EventsPayload ? null : payload.DemandedType
            : HttpBinding.Json;
        if (type is not null && !MediaTypes.Accepts(incoming.Request.Headers.Accept, type))
            throw new AwsException("NotAcceptableException", StatusCodes.Status406NotAcceptable, Fault.Client, null);
    }
}
