using Stepwell.States.Definition;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>What an Express execution runs.</summary>
/// <param name="Definition">With a timeout: an Express execution never runs longer than five minutes.</param>
/// <param name="Events">Where the events go; null when nobody asks for them.</param>
/// <param name="IsTraced">Whether the tracing configuration is enabled.</param>
internal sealed record ExpressMachine(StateMachine Definition, IExecutionEvents? Events, bool IsTraced)
{
    /// <remarks>Step Functions service quotas, "Maximum execution time" of Express workflows.</remarks>
    private const long MaxSeconds = 300;

    public static ExpressMachine Of(StateMachine definition, IExecutionEvents? events, bool isTraced) =>
        new(definition with { TimeoutSeconds = Math.Min(definition.TimeoutSeconds ?? MaxSeconds, MaxSeconds) }, events, isTraced);
}
