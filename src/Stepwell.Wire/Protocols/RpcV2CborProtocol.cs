using Microsoft.AspNetCore.Http;
using Stepwell.Wire.Cbor;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Protocols;

/// <summary>rpc-v2-cbor. One for each service, whose namespace the names of errors have.</summary>
/// <seealso href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html"/>
internal sealed class RpcV2CborProtocol(string? shapeNamespace) : Protocol
{
    public const string HeaderName = "smithy-protocol";
    public const string Name = "rpc-v2-cbor";

    /// <summary>For what no service could be found for.</summary>
    public static readonly RpcV2CborProtocol OfNobody = new(shapeNamespace: null);

    private static readonly Shapes.MemberTable ErrorMembers = new("__type");

    public override string ContentType => "application/cbor";

    public override T Decode<T>(in Incoming incoming)
    {
        var body = incoming.Body;
        // No input at all is one without members.
        var reader = new CborShapeReader(body.IsEmpty ? [0xA0] : body);
        var value = T.Read(ref reader);
        reader.End();
        return value;
    }

    public override void Encode<T>(T output, in Call call, ResponseBuffer response)
    {
        response.Clear();
        if (!call.Operation.HasOutput) return;
        var writer = new CborShapeWriter(response);
        output.Write(ref writer);
    }

    public override void AddHeaders(IHeaderDictionary headers) => headers[HeaderName] = Name;

    public override string? ContentTypeOf(Operation operation) => operation.HasOutput ? ContentType : null;

    /// <remarks>Clients want the name of an error absolute here; those of errors that no model has, they take as they come.</remarks>
    public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
    {
        AddHeaders(headers);
        response.Clear();
        var writer = new CborShapeWriter(response);
        writer.BeginStructure();
        writer.Member(ErrorMembers[0]);
        writer.WriteString(shapeNamespace is null ? error.Code : $"{shapeNamespace}#{error.Code}");
        error.WriteMembers(ref writer);
        writer.EndStructure();
    }

    public override AwsException Refuse(SignatureFailure failure) => AwsJsonProtocol.Version10.Refuse(failure);
}
