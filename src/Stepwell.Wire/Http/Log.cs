using System.Net;
using Microsoft.Extensions.Logging;

namespace Stepwell.Wire.Http;

/// <summary>Everything this project logs. Ids are stable; bodies, tokens and secrets never appear.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {EndPoint}")]
    public static partial void Listening(ILogger logger, EndPoint endPoint);

    [LoggerMessage(2, LogLevel.Error, "Request {RequestId} for {Operation} failed; it was answered as an internal failure")]
    public static partial void RequestFailed(ILogger logger, string requestId, string operation, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Request {RequestId} for {Operation} was answered as unavailable for now: {Reason}")]
    public static partial void RequestUnserved(ILogger logger, string requestId, string operation, string reason);
}
