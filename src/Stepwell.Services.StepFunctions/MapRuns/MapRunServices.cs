using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Quotas;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>What all Map Runs share; all of it is safe to use from any partition.</summary>
/// <param name="OpenLimit">Map Runs that may run at the same time in an account and region.</param>
internal sealed record MapRunServices(
    DefinitionCache Definitions,
    IMapRunWork Work,
    MapRunBacklog Backlog,
    ExpressMetrics Metrics,
    AccountScopes Scopes,
    long OpenLimit,
    TimeProvider Time);
