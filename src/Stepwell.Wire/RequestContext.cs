using Microsoft.AspNetCore.Http.Features;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire;

/// <summary>Who asks for what, apart from the input. Valid until the operation's task has completed.</summary>
public sealed class RequestContext
{
    /// <summary>The account of callers whose access key says nothing of one.</summary>
    public const string DefaultAccount = CredentialScope.DefaultAccount;

    private readonly CancellationToken _aborted;
    private readonly string? _sessionToken;

    /// <summary>Twelve digits: the account of a temporary key, the access key id if that has this form, else <c>000000000000</c>.</summary>
    public required string AccountId { get; init; }

    /// <summary>From the credential scope, else <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The id that the answer carries as <c>x-amzn-RequestId</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Null for requests without a signature.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The session token that goes with a temporary key; null: there is none. Verified where signatures are.</summary>
    public string? SessionToken
    {
        // Hardly anybody asks, so it is looked for only then.
        get => Features?.Get<IHttpRequestFeature>() is { } request ? Signature.SessionTokenOf(request.Headers, request.RawTarget) : _sessionToken;
        init => _sessionToken = value;
    }

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
