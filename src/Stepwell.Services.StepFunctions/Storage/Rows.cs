namespace Stepwell.Services.StepFunctions.Storage;

/// <summary>A state machine. What it does is in its revisions.</summary>
/// <param name="Scope">Region and account; what ListStateMachines is asked for.</param>
/// <param name="LastVersion">The highest number that a version has had; 0 before the first. Numbers are not given again.</param>
/// <param name="InitialVersion">The description of the version that CreateStateMachine published, empty without one; null when it did not.</param>
internal sealed record StateMachineRow(
    long Id,
    string Arn,
    string Scope,
    string Name,
    string Type,
    string Status,
    long CreatedAtMs,
    long CurrentRevisionId,
    long LastVersion,
    string? InitialVersion);

/// <summary>What a state machine was between two updates; immutable, so that running executions keep theirs.</summary>
/// <param name="RevisionId">As the API shows it; empty for the first.</param>
/// <param name="Configuration">JSON of logging, tracing and encryption configuration as given.</param>
internal sealed record RevisionRow(
    long Id, long StateMachineId, string RevisionId, string Definition, string RoleArn, string Configuration, long CreatedAtMs);

/// <summary>A published version: a number for a revision.</summary>
/// <param name="RevisionKey">The id of the row in <see cref="Tables.Revisions"/>.</param>
internal sealed record VersionRow(long StateMachineId, long Number, long RevisionKey, string? Description, long CreatedAtMs);

/// <summary>A name for one or two versions, with the share of executions that each gets.</summary>
internal sealed record AliasRow(
    long StateMachineId,
    string Name,
    string? Description,
    long FirstVersion,
    long FirstWeight,
    long? SecondVersion,
    long? SecondWeight,
    long CreatedAtMs,
    long UpdatedAtMs);

/// <summary>An execution: what listings and descriptions need beside the journal.</summary>
/// <param name="StartedBy">The task of another execution that started this one; null when a client did.</param>
/// <param name="IsAwaited">1 when that task waits for the end.</param>
/// <param name="Version">The number of the version that runs; null when it was not started by version or alias.</param>
/// <param name="Alias">The name of the alias that it was started by; null without one.</param>
internal sealed record ExecutionRow(
    long Id,
    string Arn,
    long StateMachineId,
    long RevisionId,
    long Status,
    long StartedAtMs,
    long? StoppedAtMs,
    string? TraceHeader,
    string? StartedBy,
    long IsAwaited,
    long? Version,
    string? Alias);

/// <summary>An execution that has been redriven.</summary>
/// <param name="ClientToken">Of the last redrive.</param>
internal sealed record RedriveRow(long ExecutionId, long Count, long RedrivenAtMs, string? ClientToken);

/// <summary>An asynchronous Express execution that has been accepted and has not ended.</summary>
/// <param name="Id">Its home partition.</param>
internal sealed record ExpressRow(
    string Arn, long Id, string StateMachineArn, long RevisionId, long StartedAtMs, ReadOnlyMemory<byte> Input, string? TraceHeader);

/// <summary>The events of one decision of an execution.</summary>
/// <param name="Sequence">1, 2, 3, … per execution.</param>
internal sealed record JournalRow(long ExecutionId, long Sequence, ReadOnlyMemory<byte> Events);

/// <summary>A task that has been scheduled and not handed out or, where a redelivery does no harm, not answered yet.</summary>
/// <param name="Queue">The activity's ARN; empty for tasks that this server carries out itself.</param>
internal sealed record TaskRow(string Queue, long ScheduledAtMs, long ExecutionId, long TaskId, string ExecutionArn, long FrameId);

internal sealed record ActivityRow(long Id, string Arn, string Scope, string Name, long CreatedAtMs);

internal sealed record TagRow(string ResourceArn, string Key, string Value);

/// <summary>Up to when the executions of a partition have been promised the state transitions of their account and region.</summary>
/// <param name="Scope">Region and account.</param>
/// <param name="DueTicks">UTC.</param>
internal sealed record LastTurnRow(int Partition, string Scope, long DueTicks);
