using System.Buffers;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.Protocols;

/// <summary>The errors of protocols that are recognised and not served, so that a client at least can read why.</summary>
internal static class ErrorFormats
{
    public static readonly ErrorFormat RestJson = new RestJsonErrors();
    public static readonly ErrorFormat RestXml = new XmlErrors(
        "application/xml",
        static (error, id) => $"<Error><Code>{error.Code}</Code><Message>{Text(error)}</Message><RequestId>{id}</RequestId></Error>");

    public static readonly ErrorFormat Query = new XmlErrors(
        "text/xml",
        static (error, id) => $"<ErrorResponse><Error><Type>{(error.Fault == Fault.Client ? "Sender" : "Receiver")}</Type>"
            + $"<Code>{error.Code}</Code><Message>{Text(error)}</Message></Error><RequestId>{id}</RequestId></ErrorResponse>");

    public static readonly ErrorFormat RpcV2Cbor = new CborErrors("application/cbor", "rpc-v2-cbor");
    public static readonly ErrorFormat AwsCbor = new CborErrors("application/x-amz-cbor-1.1", smithyProtocol: null);

    private static string Text(AwsException error) => SecurityElement.Escape(error.Message);

    private sealed class RestJsonErrors : ErrorFormat
    {
        public override string ContentType => "application/json";

        public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
        {
            headers["x-amzn-errortype"] = error.Code;
            var json = response.StartJson();
            json.WriteStartObject();
            json.WriteString("message"u8, error.Message);
            json.WriteEndObject();
            json.Flush();
        }
    }

    private sealed class XmlErrors(string contentType, Func<AwsException, string, string> body) : ErrorFormat
    {
        public override string ContentType => contentType;

        public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
        {
            response.Clear();
            Encoding.UTF8.GetBytes(body(error, requestId), response);
        }
    }

    private sealed class CborErrors(string contentType, string? smithyProtocol) : ErrorFormat
    {
        private const byte MapOfTwo = 0xA2;
        private const byte TextOfTwoByteLength = 0x79;

        public override string ContentType => contentType;

        public override void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers)
        {
            // Without this header clients call the answer malformed.
            if (smithyProtocol is not null) headers["smithy-protocol"] = smithyProtocol;
            response.Clear();
            response.Write([MapOfTwo]);
            foreach (var text in (ReadOnlySpan<string>)["__type", error.Code, "message", error.Message]) WriteText(response, text);
        }

        private static void WriteText(ResponseBuffer response, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            response.Write([TextOfTwoByteLength, (byte)(bytes.Length >> 8), (byte)bytes.Length]);
            response.Write(bytes);
        }
    }
}
