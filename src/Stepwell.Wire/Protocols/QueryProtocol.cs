using Microsoft.AspNetCore.Http;
using Stepwell.Wire.Query;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Protocols;

/// <summary>awsQuery: parameters of a form in, XML out. One for each service, whose namespace the answers have.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html"/>
internal sealed class QueryProtocol(string? xmlNamespace) : Protocol
{
    /// <summary>For what no service could be found for.</summary>
    public static readonly QueryProtocol OfNobody = new(xmlNamespace: null);

    private readonly Shapes.XmlNamespace? _namespace = xmlNamespace is null ? null : new(xmlNamespace);

    public override string ContentType => "text/xml";

    public override T Decode<T>(in Incoming incoming)
    {
        var reader = new QueryShapeReader(FormFields.Parse(incoming.Body));
        return T.Read(ref reader);
    }

    public override void Encode<T>(T output, in Call call, ResponseBuffer response)
    {
        response.Clear();
        var xml = new XmlText(response);
        xml.Open(call.Operation.Name + "Response", _namespace);
        if (call.Operation.HasOutput)
        {
            var writer = new XmlShapeWriter(xml, call.Operation.Name + "Result");
            output.Write(ref writer);
        }

        xml.Open("ResponseMetadata");
        xml.Element("RequestId", call.RequestId);
        xml.Close();
        xml.Close();
    }

    public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
    {
        response.Clear();
        var xml = new XmlText(response);
        xml.Open("ErrorResponse", _namespace);
        xml.Open("Error");
        xml.Element("Type", error.Fault == Fault.Client ? "Sender" : "Receiver");
        xml.Element("Code", error is SerializationException ? "MalformedInput" : error.QueryCode);
        var writer = new XmlShapeWriter(xml, "", isError: true);
        error.WriteMembers(ref writer);
        xml.Close();
        xml.Element("RequestId", requestId);
        xml.Close();
    }

    /// <remarks>AWS General Reference, "Common errors"; the codes have no <c>Exception</c> in this protocol.</remarks>
    public override AwsException Refuse(SignatureFailure failure) => failure.Fault switch
    {
        SignatureFault.MissingToken => Denied("MissingAuthenticationToken", failure),
        SignatureFault.Incomplete => new AwsException("IncompleteSignature", 400, Fault.Client, failure.Message),
        SignatureFault.UnknownKey => Denied("InvalidClientTokenId", failure),
        SignatureFault.ExpiredToken => Denied("ExpiredToken", failure),
        SignatureFault.Invalid => Denied("SignatureDoesNotMatch", failure),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Fault, null),
    };

    private static AwsException Denied(string code, SignatureFailure failure) => new(code, 403, Fault.Client, failure.Message);
}
