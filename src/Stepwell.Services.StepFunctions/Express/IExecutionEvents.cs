using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>Where the events of executions go whose state machine has logging on.</summary>
internal interface IExecutionEvents
{
    /// <summary>
    /// What has just happened, in order; those of one execution never come at the same time. Called while the execution is held: returns at
    /// once, never throws, and does not call back.
    /// </summary>
    void Happened(ExecutionIdentity execution, IReadOnlyList<Event> events);
}
