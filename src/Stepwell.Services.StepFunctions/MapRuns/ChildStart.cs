using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>The message by which a Map Run starts a child execution.</summary>
internal sealed record ChildStart(
    long MapRunId,
    long RevisionId,
    string StateMachineArn,
    string StateMachineName,
    string RoleArn,
    JsonValue Input,
    ChildOrigin Origin,
    string? TraceHeader);

/// <summary>The message by which a Map Run that is redriven has a child that did not succeed go on.</summary>
/// <param name="MapRunArn">Null in a message that an older release has sent.</param>
/// <param name="Number">Of the child.</param>
internal sealed record ChildRedrive(string? MapRunArn, long Number);

/// <summary>The message by which a Map Run tells the execution that waits for it how it ended: with the output, or else with an error.</summary>
/// <param name="RedriveCount">Of the Map Run: an execution that was redriven meanwhile waits for another end.</param>
internal sealed record MapRunClosed(int FrameId, string MapRunArn, int RedriveCount, JsonValue Output, string? Error, string? Cause);
