namespace Stepwell.Wire.Rest;

/// <summary>Where the REST protocols and the events of streams put a member that is not in the document.</summary>
/// <seealso href="https://smithy.io/2.0/spec/http-bindings.html"/>
public enum HttpLocation
{
    Label,
    Query,

    /// <summary>A map of all parameters of the query string.</summary>
    AllQuery,
    Header,

    /// <summary>A map of all headers whose names begin with the name of the binding.</summary>
    PrefixHeaders,
    StatusCode,

    /// <summary>The whole body: bytes, characters, a value of the protocol, or events.</summary>
    BlobPayload,
    TextPayload,
    DocumentPayload,
    EventsPayload,
    EventHeader,
}
