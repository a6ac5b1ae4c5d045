using Stepwell.Services.StepFunctions.Logging;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Tasks;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>What all executions share; all of it is safe to use from any partition.</summary>
internal sealed record ExecutionServices(
    DefinitionCache Definitions,
    ITaskDispatcher Dispatcher,
    ExecutionLogger Logger,
    DecisionMetrics Metrics,
    Action<Span<byte>> FillSecret,
    TimeProvider Time);
