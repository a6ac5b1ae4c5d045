using System.Text;
using Stepwell.Hosting.Embedding;
using Stepwell.Json;

namespace Stepwell.Hosting.Tests;

/// <summary>An embedded server in a folder of its own, and the HTTP that its clients use. Dispose ends and removes both.</summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    public const string Account = "arn:aws:lambda:us-east-1:000000000000:function:";

    private readonly string _folder;
    private readonly StepwellServer _server;
    private readonly HttpClient _client = new();

    private EmbeddedServer(string folder, StepwellServer server) => (_folder, _server) = (folder, server);

    public static async Task<EmbeddedServer> Start(Action<FunctionHandlers> register)
    {
        var folder = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
        var options = new StepwellOptions(folder);
        register(options.Functions);
        return new EmbeddedServer(folder, await StepwellServer.StartAsync(options));
    }

    /// <param name="headers">Beside those that every client sends.</param>
    public async Task<HttpResponseMessage> Invoke(string name, string payload, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At($"/2015-03-31/functions/{name}/invocations"));
        request.Content = new StringContent(payload);
        foreach (var (header, value) in headers)
            request.Headers.Add(header, value);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonValue> Answer(HttpResponseMessage response) =>
        JsonValue.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>What an invocation has written.</summary>
    public async Task<string> LogOf(string name, string payload = "{}")
    {
        using var response = await Invoke(name, payload, ("X-Amz-Log-Type", "Tail"));
        return Encoding.UTF8.GetString(Convert.FromBase64String(Assert.Single(response.Headers.GetValues("X-Amz-Log-Result"))));
    }

    public async Task Put(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PutAsync(At(path), content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <param name="target">Such as <c>AWSStepFunctions.StartExecution</c>.</param>
    public async Task<JsonValue> Call(string target, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Endpoint);
        request.Headers.Add("X-Amz-Target", target);
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonValue.Parse(text);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Uri At(string path) => new(_server.Endpoint, path);
}
