using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>What a Map Run is told. Those that other entities send are messages.</summary>
internal abstract record MapRunCommand
{
    /// <summary>A message of the execution whose Map state has been entered.</summary>
    public sealed record Start(long ExecutionId, string ExecutionArn, int FrameId, long RevisionId, MapRunPlan Plan) : MapRunCommand;

    /// <summary>A message of a child execution, or the report of an Express one.</summary>
    public sealed record ChildClosed(long Number, ExecutionStatus Status, JsonValue Result) : MapRunCommand;

    /// <summary>A message of the execution that waited for it.</summary>
    public sealed record Abandon : MapRunCommand;

    /// <summary>A page that the item reader has read.</summary>
    /// <param name="Cursor">The page that was asked for; null for the first.</param>
    /// <param name="Next">Null: there is no further page.</param>
    public sealed record AddItems(string? Cursor, IReadOnlyList<JsonValue> Items, string? Next) : MapRunCommand;

    /// <summary>The item reader cannot go on.</summary>
    public sealed record FailReading(string Error, string Cause) : MapRunCommand;

    /// <summary>After a restart: read on and run again what only memory knew.</summary>
    public sealed record Resume : MapRunCommand;

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
