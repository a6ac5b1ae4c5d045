using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Metrics;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>What all Map Runs share; all of it is safe to use from any partition.</summary>
internal sealed record MapRunServices(DefinitionCache Definitions, IMapRunWork Work, ExpressMetrics Metrics, TimeProvider Time);
