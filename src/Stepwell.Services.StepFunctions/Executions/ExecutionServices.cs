using Stepwell.Services.StepFunctions.Logging;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Services.StepFunctions.Tracing;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>What all executions share; all of it is safe to use from any partition.</summary>
/// <param name="Transitions">Null where state transitions are free.</param>
/// <param name="Tracer">Null where nobody takes spans.</param>
/// <param name="OpenLimit">Executions that may run at the same time in an account and region.</param>
internal sealed record ExecutionServices(
    DefinitionCache Definitions,
    ITaskDispatcher Dispatcher,
    ExecutionLogger Logger,
    DecisionMetrics Metrics,
    Action<Span<byte>> FillSecret,
    TimeProvider Time,
    AccountScopes Scopes,
    StateTransitions? Transitions,
    ExecutionTracer? Tracer,
    long OpenLimit);
