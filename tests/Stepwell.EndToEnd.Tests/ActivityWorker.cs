using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Takes tasks of one activity and answers each with the name of its order, until it is told to stop.</summary>
internal sealed class ActivityWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StepFunctionsClient _client;
    private readonly string _activityArn;
    private readonly Task _loop;
    private int _answered;

    public ActivityWorker(StepwellServer server, string activityArn)
    {
        _client = server.Client();
        _activityArn = activityArn;
        _loop = Task.Run(RunAsync);
    }

    public int Answered => Volatile.Read(ref _answered);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _client.Dispose();
        await _loop;
        _stop.Dispose();
    }

    /// <summary>A server that dies under the worker ends the loop; so does disposal, which breaks off the poll.</summary>
    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
                await AnswerOneAsync();
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task AnswerOneAsync()
    {
        var task = await _client.CallAsync("GetActivityTask", new JsonObject { ["activityArn"] = _activityArn });
        if (!task.Body.TryGetProperty("taskToken", out var token) || token.GetString() is not { Length: > 0 } taskToken)
            return;
        var order = JsonNode.Parse(task.Text("input"))!["order"]!;
        var output = new JsonObject { ["taskToken"] = taskToken, ["output"] = order.ToJsonString() };
        await _client.SendAsync("SendTaskSuccess", output);
        Interlocked.Increment(ref _answered);
    }
}
