using Microsoft.Extensions.Logging;
using Stepwell.Wire.SigV4;

namespace Stepwell.Hosting.Embedding;

/// <param name="DataDirectory">Of the embedded store and of functions; made if it is missing. One server at a time uses it.</param>
public sealed record StepwellOptions(string DataDirectory)
{
    /// <summary>On the loopback address; 0: one that is free.</summary>
    public int Port { get; init; }

    /// <summary>Of a PostgreSQL database, as <c>postgres://user:password@host/database</c>; null: the embedded store.</summary>
    public string? StoreAddress { get; init; }

    /// <summary>When there are any, requests must be signed with one of them.</summary>
    public IReadOnlyList<AccessKey> AccessKeys { get; init; } = [];

    /// <summary>Where the functions of <see cref="Functions"/> are, in account 000000000000.</summary>
    public string Region { get; init; } = "us-east-1";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null: warnings and errors go to standard error.</summary>
    public ILoggerFactory? Loggers { get; init; }

    public FunctionHandlers Functions { get; } = new();
}
