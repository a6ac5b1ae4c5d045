using System.Text.Json.Nodes;

namespace Stepwell.Examples.Orders;

/// <summary>Takes tasks of activities, has the work done and answers.</summary>
internal sealed class ActivityWorker(StepFunctionsClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Serves one activity, one task at a time, until <paramref name="stopping"/> is cancelled.</summary>
    public async Task Serve(string activityArn, Func<JsonNode, JsonObject> handler, CancellationToken stopping)
    {
        var poll = new JsonObject { ["activityArn"] = activityArn, ["workerName"] = $"csharp-{Environment.ProcessId}" };
        try
        {
            while (true)
            {
                var task = await UntilAnswered("GetActivityTask", poll, stopping);
                if (task.Answer is { } answer && (string?)answer["taskToken"] is { } token)
                    await Perform(token, JsonNode.Parse((string)answer["input"]!)!, handler, stopping);
                else if (task.ErrorCode is { } code)
                    throw new InvalidOperationException($"GetActivityTask was refused: {code}");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    // A refusal here means that the workflow no longer waits for this task; there is nothing left to do.
    private async Task Perform(string taskToken, JsonNode input, Func<JsonNode, JsonObject> handler, CancellationToken stopping)
    {
        try
        {
            var output = handler(input).ToJsonString();
            await UntilAnswered("SendTaskSuccess", new JsonObject { ["taskToken"] = taskToken, ["output"] = output }, stopping);
        }
        catch (TaskFailureException failure)
        {
            await UntilAnswered(
                "SendTaskFailure",
                new JsonObject { ["taskToken"] = taskToken, ["error"] = failure.Error, ["cause"] = failure.Message },
                stopping);
        }
    }

    // A server that is starting, stopping or restarting is asked again: an answer must not get lost.
    private async Task<CallResult> UntilAnswered(string operation, JsonObject parameters, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var result = await client.Call(operation, parameters, stopping);
                if (result.StatusCode < 500)
                    return result;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(Pause, time, stopping);
        }
    }

    public void Dispose() => client.Dispose();
}
