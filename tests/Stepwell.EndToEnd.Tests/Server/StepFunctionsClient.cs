using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>The thinnest client: one POST per operation, JSON in and out, signed where a key is given.</summary>
internal sealed class StepFunctionsClient : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeBetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http;
    private readonly AccessKey? _key;

    public StepFunctionsClient(Uri endpoint, AccessKey? key = null)
    {
        _http = new HttpClient { BaseAddress = endpoint, Timeout = TimeSpan.FromSeconds(90) };
        _key = key;
    }

    /// <summary>What the Host header says; null: the endpoint.</summary>
    public string? Host { get; init; }

    /// <summary>Sent with every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sends one request; errors come back as answers.</summary>
    public Task<Answer> SendAsync(string operation, JsonObject input) => PostAsync(operation, JsonSerializer.SerializeToUtf8Bytes(input));

    public async Task<Answer> PostAsync(string operation, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _http.BaseAddress);
        request.Headers.Host = Host;
        var isTarget = operation.Contains('.', StringComparison.Ordinal);
        request.Headers.Add("X-Amz-Target", isTarget ? operation : $"AWSStepFunctions.{operation}");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        foreach (var (name, value) in Headers)
            request.Headers.Add(name, value);
        _key?.Sign(request, body, TimeProvider.System.GetUtcNow());
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
        return new Answer((int)response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>Sends one request that must succeed.</summary>
    public async Task<Answer> CallAsync(string operation, JsonObject input)
    {
        var answer = await SendAsync(operation, input);
        Assert.True(answer.IsSuccess, $"{operation} answered {answer.Status}: {answer.Body}");
        return answer;
    }

    /// <summary>Creates a Standard state machine and returns its ARN.</summary>
    public async Task<string> CreateStateMachineAsync(string name, string definition)
    {
        var input = new JsonObject { ["name"] = name, ["definition"] = definition, ["roleArn"] = "arn:aws:iam::000000000000:role/test" };
        return (await CallAsync("CreateStateMachine", input)).Text("stateMachineArn");
    }

    /// <summary>Starts an execution and returns its ARN.</summary>
    public async Task<string> StartAsync(string stateMachineArn, string name, string input = "{}")
    {
        var request = new JsonObject { ["stateMachineArn"] = stateMachineArn, ["name"] = name, ["input"] = input };
        return (await CallAsync("StartExecution", request)).Text("executionArn");
    }

    public Task<Answer> DescribeAsync(string executionArn) =>
        CallAsync("DescribeExecution", new JsonObject { ["executionArn"] = executionArn });

    /// <summary>Waits until an execution has ended and returns its description.</summary>
    public async Task<Answer> WaitForEndAsync(string executionArn)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (true)
        {
            var description = await DescribeAsync(executionArn);
            if (description.Text("status") != "RUNNING")
                return description;
            Assert.False(limit.IsCancellationRequested, $"{executionArn} still runs after {LongestWait}");
            await Task.Delay(TimeBetweenLooks, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>All events of an execution's history, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string executionArn)
    {
        var events = new List<JsonElement>();
        var request = new JsonObject { ["executionArn"] = executionArn, ["maxResults"] = 1000 };
        while (true)
        {
            var page = await CallAsync("GetExecutionHistory", request);
            events.AddRange(page.Body.GetProperty("events").EnumerateArray());
            if (!page.Body.TryGetProperty("nextToken", out var token) || token.ValueKind == JsonValueKind.Null)
                return events;
            request["nextToken"] = token.GetString();
        }
    }

    public void Dispose() => _http.Dispose();
}
