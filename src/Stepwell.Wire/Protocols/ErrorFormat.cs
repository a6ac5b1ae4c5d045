using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.Protocols;

/// <summary>How a protocol tells a client about an error. Stateless and shared.</summary>
internal abstract class ErrorFormat
{
    public abstract string ContentType { get; }

    /// <param name="error">What to tell.</param>
    /// <param name="requestId">For the formats that repeat it in the body.</param>
    /// <param name="response">Is filled with the body.</param>
    /// <param name="headers">Of the response, for what the protocol puts there.</param>
    public abstract void WriteError(AwsException error, string requestId, ResponseBuffer response, IHeaderDictionary headers);
}
