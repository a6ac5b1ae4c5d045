using Stepwell.States.Definition;

namespace Stepwell.Integrations.Executions;

/// <summary>
/// <c>arn:aws:states:::states:startExecution</c>: request and response, <c>.sync</c>, <c>.sync:2</c> and <c>.waitForTaskToken</c>
/// (AWS Step Functions Developer Guide, "Start a new AWS Step Functions state machine from a running execution").
/// </summary>
/// <param name="newId">Gives the request ids that outputs and causes show.</param>
public sealed class StartExecutionIntegration(IExecutions executions, TimeProvider time, Func<Guid> newId) : ITaskIntegration
{
    public bool Handles(TaskResource resource) =>
        resource is TaskResource.Integration { ResourceType: "states", ActionName: "startExecution" };

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var parameters = StartExecutionParameters.Read(reader);
        if (reader.Refusal is { } refusal)
            return refusal;

        var pattern = request.Action.Pattern;
        var waitsForEnd = pattern is IntegrationPattern.Sync or IntegrationPattern.Sync2;
        var link = waitsForEnd ? new CallerLink(request.ExecutionArn, request.IdempotencyKey) : null;
        var result = await executions.StartExecution(parameters.ToCall(request, link), aborted).ConfigureAwait(false);

        return result switch
        {
            StartExecutionResult.Refused refused => ServiceFailure.StepFunctions.OfOptimized(refused.Error, newId().ToString()),
            StartExecutionResult.Started started when pattern is IntegrationPattern.RequestResponse =>
                new TaskOutcome.Succeeded(StartedOutput.Of(started, newId(), time.GetUtcNow())),
            StartExecutionResult.Started started =>
                new TaskOutcome.Submitted(StartedOutput.Of(started, newId(), time.GetUtcNow())),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }
}
