using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>The message by which a Map Run starts a child execution.</summary>
internal sealed record ChildStart(
    long MapRunId, long RevisionId, string StateMachineArn, string StateMachineName, string RoleArn, JsonValue Input, ChildOrigin Origin);

/// <summary>The message by which a Map Run tells the execution that waits for it how it ended: with the output, or else with an error.</summary>
internal sealed record MapRunClosed(int FrameId, string MapRunArn, JsonValue Output, string? Error, string? Cause);
