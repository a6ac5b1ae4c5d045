using System.Security;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stepwell.Wire.Cbor;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Protocols;

/// <summary>The errors of protocols that are recognised and not served, so that a client at least can read why.</summary>
internal static class ErrorFormats
{
    public static readonly ErrorFormat RestXml = new XmlErrors(
        "application/xml",
        static (error, id) => $"<Error><Code>{error.Code}</Code><Message>{Text(error)}</Message><RequestId>{id}</RequestId></Error>");

    public static readonly ErrorFormat AwsCbor = new CborErrors("application/x-amz-cbor-1.1");

    private static string Text(AwsException error) => SecurityElement.Escape(error.Message);

    private sealed class XmlErrors(string contentType, Func<AwsException, string, string> body) : ErrorFormat
    {
        public override string ContentType => contentType;

        public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
        {
            response.Clear();
            Encoding.UTF8.GetBytes(body(error, requestId), response);
        }
    }

    private sealed class CborErrors(string contentType) : ErrorFormat
    {
        public override string ContentType => contentType;

        public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
        {
            response.Clear();
            var writer = new CborShapeWriter(response);
            writer.BeginMap(MapNames.Default);
            writer.Key("__type");
            writer.WriteString(error.Code);
            writer.Key("message");
            writer.WriteString(error.Message);
            writer.EndMap();
        }
    }
}
