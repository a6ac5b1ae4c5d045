using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Linearizability;

/// <summary>Sends calls and writes down when they were sent and answered, execution by execution. Thread-safe.</summary>
internal sealed class CallHistory(string machine, string activity)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Call>> _calls = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _tokens = [];
    private int _marks;
    private int _count;

    /// <summary>Of all executions.</summary>
    public int Count => _count;

    /// <summary>Answers by which the server says that something went wrong with it.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    public IEnumerable<KeyValuePair<string, IReadOnlyList<Call>>> Calls =>
        _calls.Select(entry => KeyValuePair.Create<string, IReadOnlyList<Call>>(entry.Key, [.. entry.Value]));

    public Task<bool> StartAsync(StepFunctionsClient client, string name, string input) => SendAsync(
        client, name, new StartCall(input), "StartExecution", new() { ["stateMachineArn"] = machine, ["name"] = name, ["input"] = input }, "startDate");

    public Task<bool> StopAsync(StepFunctionsClient client, string name)
    {
        var mark = NewMark();
        return SendAsync(
            client, name, new StopCall(mark), "StopExecution", new() { ["executionArn"] = Execution(name), ["error"] = mark }, "stopDate");
    }

    public Task<bool> RedriveAsync(StepFunctionsClient client, string name) =>
        SendAsync(client, name, new RedriveCall(), "RedriveExecution", new() { ["executionArn"] = Execution(name) }, "redriveDate");

    /// <summary>With a token that was given for this execution, used or not.</summary>
    public async Task<bool> AnswerTaskAsync(StepFunctionsClient client, string name, TaskAnswer kind, Random random)
    {
        if (!_tokens.TryGetValue(name, out var known) || known.ToArray() is not { Length: > 0 } tokens)
            return true;
        // The newest is the one that is worth something.
        var token = tokens[^(1 + random.Next(Math.Min(2, tokens.Length)))];
        var mark = NewMark();
        var input = new JsonObject { ["taskToken"] = token };
        if (kind == TaskAnswer.Success)
            input["output"] = $"\"{mark}\"";
        else if (kind == TaskAnswer.Failure)
            input["error"] = mark;
        return await SendAsync(client, name, new TaskCall(kind, token, mark), $"SendTask{kind}", input);
    }

    public async Task<bool> DescribeAsync(StepFunctionsClient client, string name)
    {
        var sent = Stopwatch.GetTimestamp();
        if (await AskAsync(client, "DescribeExecution", new() { ["executionArn"] = Execution(name) }) is not { } answer)
            return false;
        var seen = answer.IsSuccess ? Seen(answer.Body) : null;
        Enter(name, new DescribeCall(seen) { Reply = new Reply(answer.Error) }, sent);
        return true;
    }

    /// <summary>Waits for a task and is given it.</summary>
    public async Task<bool> TakeAsync(StepFunctionsClient client)
    {
        var sent = Stopwatch.GetTimestamp();
        if (await AskAsync(client, "GetActivityTask", new() { ["activityArn"] = activity }) is not { } answer)
            return false;
        if (!answer.Body.TryGetProperty("taskToken", out var given) || given.GetString() is not { Length: > 0 } token)
            return true;
        using var input = JsonDocument.Parse(answer.Text("input"));
        var name = input.RootElement.GetProperty("name").GetString()!;
        Enter(name, new TakeCall(token) { Reply = new Reply() }, sent);
        _tokens.GetOrAdd(name, _ => []).Enqueue(token);
        return true;
    }

    /// <returns>Whether there was an answer that says what happened.</returns>
    private async Task<bool> SendAsync(
        StepFunctionsClient client, string name, Call call, string operation, JsonObject input, string? date = null)
    {
        var sent = Stopwatch.GetTimestamp();
        var answer = await AskAsync(client, operation, input);
        if (answer is null)
        {
            _calls.GetOrAdd(name, _ => []).Enqueue(call with { SentAt = sent });
            return false;
        }

        var reply = new Reply(answer.Error, answer.IsSuccess && date is not null ? answer.Body.GetProperty(date).GetRawText() : null);
        Enter(name, call with { Reply = reply }, sent);
        return true;
    }

    private void Enter(string name, Call call, long sent)
    {
        Interlocked.Increment(ref _count);
        _calls.GetOrAdd(name, _ => []).Enqueue(call with { SentAt = sent, AnsweredAt = Stopwatch.GetTimestamp() });
    }

    private async Task<Answer?> AskAsync(StepFunctionsClient client, string operation, JsonObject input)
    {
        try
        {
            var answer = await client.SendAsync(operation, input);
            if (answer.Status < 500)
                return answer;
            Failures.Enqueue($"{operation} {input.ToJsonString()} was answered {answer.Status} {answer.Body}");
            return null;
        }
        catch (Exception problem) when (problem is HttpRequestException or HttpIOException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static ExecutionState Seen(JsonElement body)
    {
        var status = body.GetProperty("status").GetString()!;
        return new ExecutionState(
            status,
            body.GetProperty("input").GetString()!,
            body.GetProperty("startDate").GetRawText(),
            status == "RUNNING" ? null : body.GetProperty("stopDate").GetRawText(),
            Member("error") ?? Member("output")?.Trim('"'),
            body.GetProperty("redriveCount").GetInt32());

        string? Member(string name) => body.TryGetProperty(name, out var member) ? member.GetString() : null;
    }

    private string Execution(string name) => $"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";

    private string NewMark() => $"m{Interlocked.Increment(ref _marks)}";
}
