using System.Text;
using System.Text.Json.Nodes;

namespace Stepwell.Examples.Embedding;

/// <summary>Step Functions by plain HTTP. AWS's SDK for .NET does the same with the endpoint as its <c>ServiceURL</c>.</summary>
internal sealed class Workflows(Uri endpoint) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new();

    /// <returns>The state machine's ARN.</returns>
    public async Task<string> Create(string name, string definition)
    {
        var made = await Call("CreateStateMachine", new JsonObject
        {
            ["name"] = name,
            ["definition"] = definition,
            ["roleArn"] = "arn:aws:iam::000000000000:role/any",
        });
        return (string)made["stateMachineArn"]!;
    }

    /// <returns>What DescribeExecution answers once the execution has ended.</returns>
    public async Task<JsonNode> Run(string stateMachineArn, string input)
    {
        var started = await Call("StartExecution", new JsonObject { ["stateMachineArn"] = stateMachineArn, ["input"] = input });
        while (true)
        {
            var seen = await Call("DescribeExecution", new JsonObject { ["executionArn"] = (string)started["executionArn"]! });
            if ((string?)seen["status"] != "RUNNING")
                return seen;
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> Call(string operation, JsonObject parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Add("X-Amz-Target", "AWSStepFunctions." + operation);
        request.Content = new StringContent(parameters.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0");
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!
            : throw new InvalidOperationException($"{operation} was refused: {answer}");
    }
}
