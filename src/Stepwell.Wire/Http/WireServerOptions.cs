using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Http;

public sealed class WireServerOptions
{
    /// <summary>Where to listen; port 0 takes a free one. Each port answers HTTP/1.1 and HTTP/2 with prior knowledge.</summary>
    public required IReadOnlyList<IPEndPoint> Endpoints { get; init; }

    public required IReadOnlyList<AwsService> Services { get; init; }

    /// <summary>Source of request ids. Called from many threads at once.</summary>
    public required Func<Guid> NewRequestId { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>If there are any, every request must be signed with one of them; if not, signatures are not looked at.</summary>
    public IReadOnlyList<AccessKey> AccessKeys { get; init; } = [];

    /// <summary>Keys that the server makes itself: accepted as well where signatures are looked at, and of accounts of their own anywhere.</summary>
    public ITemporaryKeys? TemporaryKeys { get; init; }

    /// <summary>Limit of a request body, both as sent and after decompression, for operations without a limit of their own.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a new connection may stay silent.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether an exception of a service is a failure of the moment: it is answered as 503 then, which SDKs try again and people understand,
    /// and else as 500.
    /// </summary>
    public Func<Exception, bool> IsTemporary { get; init; } = _ => false;

    /// <summary>
    /// Handlers of paths under <c>/_stepwell/</c>: the longest key that the path begins with, at a slash, gets the request. They get it
    /// whatever its signature.
    /// </summary>
    public IReadOnlyDictionary<string, RequestDelegate> Pages { get; init; } = new Dictionary<string, RequestDelegate>();

    /// <summary>
    /// Asked before anything else who answers a request that is no AWS service's, by host or path, such as a function URL; null goes on to
    /// the services. Null: nobody is asked. Called from many threads at once.
    /// </summary>
    public Func<IHttpRequestFeature, RequestDelegate?>? Sites { get; init; }

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
