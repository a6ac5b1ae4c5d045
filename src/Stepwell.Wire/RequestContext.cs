using Microsoft.AspNetCore.Http.Features;

namespace Stepwell.Wire;

/// <summary>Who asks for what, apart from the input. Valid until the operation's task has completed.</summary>
public sealed class RequestContext
{
    private readonly CancellationToken _aborted;

    /// <summary>Twelve digits: the access key id if that has this form, else <c>000000000000</c>.</summary>
    public required string AccountId { get; init; }

    /// <summary>From the credential scope, else <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The id that the answer carries as <c>x-amzn-RequestId</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Null for requests without a signature.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The authority as the client sent it, port included; URLs handed back to the client are built from it.</summary>
    public required string Host { get; init; }

    /// <summary>The header <c>X-Amzn-Trace-Id</c>.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>W3C's header <c>traceparent</c>.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C's header <c>tracestate</c>; null without <see cref="TraceParent"/>.</summary>
    public string? TraceState { get; init; }

    /// <summary>Cancelled when the client goes away or the server has to end; long polls must heed it.</summary>
    public CancellationToken Aborted
    {
        // Asking Kestrel makes it allocate a source, so most requests never do.
        get => Features is null ? _aborted : Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;
        init => _aborted = value;
    }

    /// <summary>Of the request; null: there is none.</summary>
    internal IFeatureCollection? Features { get; init; }
}
