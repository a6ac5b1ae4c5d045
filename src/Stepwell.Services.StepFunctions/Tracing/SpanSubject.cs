using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>What a span of an execution says of it beside what its journal says.</summary>
/// <param name="Version">The version that runs; null when neither version nor alias was named.</param>
/// <param name="Alias">The alias that it was started by; null without one.</param>
/// <param name="MapRunArn">Of a child of a Map Run; else null.</param>
internal sealed record SpanSubject(bool IsExpress, long? Version, string? Alias, string? MapRunArn)
{
    public static SpanSubject Of(ExecutionRow row) =>
        new(IsExpress: false, row.Version, row.Alias, ChildOrigin.Parse(row.StartedBy)?.MapRunArn);
}
