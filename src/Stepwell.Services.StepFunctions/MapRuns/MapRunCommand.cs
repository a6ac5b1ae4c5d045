using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>What a Map Run is told. Those that other entities send are messages.</summary>
internal abstract record MapRunCommand
{
    /// <summary>A message of the execution whose Map state has been entered.</summary>
    public sealed record Start(long ExecutionId, string ExecutionArn, int FrameId, long RevisionId, MapRunPlan Plan) : MapRunCommand;

    /// <summary>A message of a child execution that has ended, or that is to be redriven and cannot.</summary>
    /// <param name="IsFinal">It did not succeed, and cannot be redriven.</param>
    public sealed record ChildClosed(long Number, ExecutionStatus Status, JsonValue Result, bool IsFinal) : MapRunCommand;

    /// <summary>The report of an Express child.</summary>
    /// <param name="RedriveCount">Of the Map Run when the child was started.</param>
    public sealed record ExpressClosed(long Number, int RedriveCount, ExecutionStatus Status, JsonValue Result) : MapRunCommand;

    /// <summary>There may be room for one that waits.</summary>
    public sealed record Admit : MapRunCommand;

    /// <summary>A message of the execution that waited for it.</summary>
    public sealed record Abandon : MapRunCommand;

    /// <summary>A message of the execution that waits for it again.</summary>
    /// <param name="RedriveCount">Of the Map Run; 1 for the first time.</param>
    public sealed record Redrive(int RedriveCount) : MapRunCommand;

    /// <summary>A message of the execution that has the output: it will not be asked for again.</summary>
    public sealed record Settle : MapRunCommand;

    /// <summary>A message of the execution that is removed, and all that it has caused with it.</summary>
    public sealed record Remove : MapRunCommand;

    /// <summary>All that the attempt before a redrive has written is durable.</summary>
    public sealed record Reopen : MapRunCommand;

    /// <summary>A page that the item reader has read.</summary>
    /// <param name="Cursor">The page that was asked for; null for the first.</param>
    /// <param name="Next">Null: there is no further page.</param>
    public sealed record AddItems(string? Cursor, IReadOnlyList<JsonValue> Items, string? Next) : MapRunCommand;

    /// <summary>The item reader cannot go on.</summary>
    /// <param name="Cursor">As in <see cref="AddItems"/>.</param>
    public sealed record FailReading(string? Cursor, string Error, string Cause) : MapRunCommand;

    /// <summary>After a restart: read on and run again what only memory knew.</summary>
    public sealed record Resume(int Partition) : MapRunCommand;

    /// <summary>What UpdateMapRun changes; null leaves it.</summary>
    public sealed record Update(long? MaxConcurrency, long? ToleratedFailureCount, double? ToleratedFailurePercentage) : MapRunCommand;
}

/// <summary>What a Map Run answers.</summary>
internal abstract record MapRunReply
{
    public static readonly MapRunReply Done = new Accepted();
    public static readonly MapRunReply Unknown = new NoSuchMapRun();
    public static readonly MapRunReply Over = new NotRunning();

    public sealed record Accepted : MapRunReply;

    public sealed record NoSuchMapRun : MapRunReply;

    public sealed record NotRunning : MapRunReply;
}
