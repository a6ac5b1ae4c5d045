using System.Net;
using Microsoft.Extensions.Logging;
using Stepwell.Hosting.Embedding;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Wire.SigV4;

namespace Stepwell.Hosting;

/// <param name="StoreAddress">Of a PostgreSQL database; null: the embedded store, in the data directory.</param>
/// <param name="AccessKeys">When there are any, requests must be signed with one of them.</param>
/// <param name="ConnectionsFile">JSON of HTTP connections; null: none.</param>
internal sealed record ServerOptions(
    IPEndPoint Endpoint, string DataDirectory, string? StoreAddress, IReadOnlyList<AccessKey> AccessKeys, string? ConnectionsFile)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null: warnings and errors go to standard error.</summary>
    public ILoggerFactory? Loggers { get; init; }

    /// <summary>Handlers of this process.</summary>
    public FunctionHandlers Functions { get; init; } = new();

    public string FunctionRegion { get; init; } = "us-east-1";

    /// <summary>How long closed executions are kept.</summary>
    public TimeSpan ExecutionRetention { get; init; } = TimeSpan.FromDays(90);

    public QuotaProfile Quotas { get; init; } = QuotaProfile.Relaxed;

    /// <summary>Where metrics and traces are sent; null: nowhere.</summary>
    public Uri? OtlpCollector { get; init; }

    /// <summary>Which executions are traced, where there is a collector; null: none.</summary>
    public TraceSampling? Traces { get; init; } = TraceSampling.All;
}

/// <summary>The server cannot run as it was told to; the message says why.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
