using Stepwell.Json;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>
/// What Map Runs have done outside of their partition; the outcome comes back as a <see cref="MapRunCommand"/>. Called on partition loops:
/// returns at once, never throws. What a crash takes with it is asked for again.
/// </summary>
internal interface IMapRunWork
{
    /// <summary>Reads the page at the cursor; null for the first.</summary>
    void ReadItems(string mapRunArn, ItemSource source, string? cursor);

    /// <summary>Runs an Express child.</summary>
    /// <param name="redriveCount">Of the Map Run; the report says it again.</param>
    void RunExpress(MapRunPlan plan, long revisionId, string executionArn, long number, int redriveCount, JsonValue input);

    /// <summary>The Map Run is over: nobody waits for its Express children any longer.</summary>
    void StopExpress(string mapRunArn);

    /// <summary>Says <see cref="MapRunCommand.Admit"/> to the Map Run.</summary>
    void Admit(string mapRunArn);

    /// <summary>Says <see cref="MapRunCommand.Reopen"/> to the Map Run.</summary>
    void Reopen(string mapRunArn);
}
