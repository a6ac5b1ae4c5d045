using Stepwell.Integrations.Http;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.Integrations;

/// <summary>
/// One task that an execution has scheduled, handed to the integration that serves its resource. It is delivered at least once;
/// <see cref="IdempotencyKey"/> is the same in every delivery of one attempt and differs between attempts.
/// </summary>
/// <param name="Parameters">The task's effective parameters, as TaskScheduled shows them.</param>
/// <param name="AccountId">Twelve digits: the account of the role that the task assumes, or the one that owns the execution.</param>
/// <param name="RoleArn">The role the state machine runs as.</param>
/// <param name="TraceHeader">What the task says of its trace to those whom it calls, as the text of a <see cref="Tracing.TraceContext"/>; null: nothing.</param>
public sealed record TaskRequest(
    TaskResource Resource,
    JsonValue Parameters,
    string ExecutionArn,
    string StateName,
    string AccountId,
    string Region,
    string RoleArn,
    string IdempotencyKey,
    string? TraceHeader)
{
    /// <summary>The resource, for those who handle only actions of services.</summary>
    public TaskResource.Integration Action => (TaskResource.Integration)Resource;

    /// <summary>Where an HTTP task notes what it sends and gets; null: nobody looks on.</summary>
    public HttpExchange? Exchange { get; init; }
}
