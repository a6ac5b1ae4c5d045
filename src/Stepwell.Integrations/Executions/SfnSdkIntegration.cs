using System.Globalization;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Executions;

/// <summary>
/// <c>arn:aws:states:::aws-sdk:sfn:startExecution</c>, <c>…:startSyncExecution</c>, <c>…:sendTaskSuccess</c> and
/// <c>…:sendTaskFailure</c>: the plain API calls, with the names and dates that AWS SDK integrations give them.
/// </summary>
/// <param name="newId">Gives the request ids that causes show.</param>
public sealed class SfnSdkIntegration(IExecutions executions, Func<Guid> newId) : ITaskIntegration
{
    public bool Handles(TaskResource resource) => resource is TaskResource.Integration
    {
        ResourceType: "aws-sdk:sfn",
        ActionName: "startExecution" or "startSyncExecution" or "sendTaskSuccess" or "sendTaskFailure",
    };

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var outcome = await (request.Action.ActionName switch
        {
            "startExecution" => StartExecution(request, aborted),
            "startSyncExecution" => StartSyncExecution(request, aborted),
            "sendTaskSuccess" => SendTaskSuccess(request, aborted),
            "sendTaskFailure" => SendTaskFailure(request, aborted),
            var action => throw new InvalidOperationException($"Not an action of this integration: {action}."),
        }).ConfigureAwait(false);

        return outcome is TaskOutcome.Succeeded succeeded && request.Action.Pattern is IntegrationPattern.WaitForTaskToken
            ? new TaskOutcome.Submitted(succeeded.Output)
            : outcome;
    }

    private async Task<TaskOutcome> StartExecution(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var parameters = StartExecutionParameters.Read(reader);
        if (reader.Refusal is { } refusal)
            return refusal;

        return await executions.StartExecution(parameters.ToCall(request, link: null), aborted).ConfigureAwait(false) switch
        {
            StartExecutionResult.Started started => new TaskOutcome.Succeeded(Output(started)),
            StartExecutionResult.Refused refused => ServiceFailure.StepFunctions.OfSdk(refused.Error, newId().ToString()),
            var result => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private async Task<TaskOutcome> StartSyncExecution(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var parameters = StartExecutionParameters.Read(reader);
        if (reader.Refusal is { } refusal)
            return refusal;

        return await executions.StartSyncExecution(parameters.ToCall(request, link: null), aborted).ConfigureAwait(false) switch
        {
            SyncExecutionResult.Ended ended => new TaskOutcome.Succeeded(Output(ended)),
            SyncExecutionResult.Refused refused => ServiceFailure.StepFunctions.OfSdk(refused.Error, newId().ToString()),
            var result => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private async Task<TaskOutcome> SendTaskSuccess(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var token = reader.RequiredText("TaskToken");
        var output = StartExecutionParameters.JsonTextOf(reader.Any("Output")) ?? reader.RequiredText("Output");
        if (reader.Refusal is { } refusal)
            return refusal;
        return Answer(await executions.SendTaskSuccess(request.Caller(), token, output, aborted).ConfigureAwait(false));
    }

    private async Task<TaskOutcome> SendTaskFailure(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var token = reader.RequiredText("TaskToken");
        var (error, cause) = (reader.Text("Error"), reader.Text("Cause"));
        if (reader.Refusal is { } refusal)
            return refusal;
        return Answer(await executions.SendTaskFailure(request.Caller(), token, error, cause, aborted).ConfigureAwait(false));
    }

    private TaskOutcome Answer(ServiceError? error) =>
        error is null ? new TaskOutcome.Succeeded(JsonValue.EmptyObject) : ServiceFailure.StepFunctions.OfSdk(error, newId().ToString());

    private static JsonValue Output(StartExecutionResult.Started started) => JsonValue.EmptyObject
        .With("ExecutionArn", JsonValue.String(started.ExecutionArn))
        .With("StartDate", Date(started.StartDate));

    private static JsonValue Output(SyncExecutionResult.Ended ended)
    {
        var included = JsonValue.EmptyObject.With("Included", JsonValue.True);
        var billing = JsonValue.EmptyObject
            .With("BilledDurationInMilliseconds", JsonValue.Number(ended.BilledMilliseconds))
            .With("BilledMemoryUsedInMB", JsonValue.Number(ended.BilledMegabytes));
        var output = new JsonObjectBuilder();
        output.Add("BillingDetails", billing);
        output.Add("Cause", Text(ended.Cause));
        output.Add("Error", Text(ended.Error));
        output.Add("ExecutionArn", Text(ended.ExecutionArn));
        output.Add("Input", Text(ended.Input));
        output.Add("InputDetails", included);
        output.Add("Name", Text(ended.Name));
        output.Add("Output", Text(ended.Output));
        output.Add("OutputDetails", ended.Output is null ? default : included);
        output.Add("StartDate", Date(ended.StartDate));
        output.Add("StateMachineArn", Text(ended.StateMachineArn));
        output.Add("Status", Text(ended.Status));
        output.Add("StopDate", Date(ended.StopDate));
        output.Add("TraceHeader", Text(ended.TraceHeader));
        return output.Build();
    }

    private static JsonValue Date(DateTimeOffset date) =>
        JsonValue.String(date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    // A missing value adds no member.
    private static JsonValue Text(string? text) => text is null ? default : JsonValue.String(text);
}
