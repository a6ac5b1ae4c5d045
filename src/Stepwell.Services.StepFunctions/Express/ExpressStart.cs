using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>An Express execution that is to run.</summary>
internal sealed record ExpressStart(
    ExpressMachine Machine,
    string ExecutionArn,
    string StateMachineArn,
    string StateMachineName,
    string RoleArn,
    JsonValue Input,
    string? TraceHeader)
{
    /// <summary>The version that was asked for, by itself or through an alias, where the start is not only a row; else null.</summary>
    public long? Version { get; init; }

    /// <inheritdoc cref="Version"/>
    public string? Alias { get; init; }

    /// <summary>When it was promised to run, where somebody keeps that; null: it runs at once or never.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Of a child of a Map Run; else null.</summary>
    public string? MapRunArn { get; init; }
}

/// <summary>How it ended.</summary>
/// <param name="Execution">Closed.</param>
/// <param name="PeakBytes">The most data that it held at a time.</param>
/// <param name="Spans">For whoever knows that it will not run again; empty when it is not traced.</param>
internal sealed record ExpressResult(Execution Execution, DateTimeOffset StoppedAt, long PeakBytes, IReadOnlyList<Span> Spans);
