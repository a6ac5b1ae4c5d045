using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Functions;

/// <summary>The AWS CLI as it is installed, told nothing but the endpoint, for functions.</summary>
internal sealed class LambdaCli(StepwellServer server)
{
    /// <summary>Creates a function from a zip file and waits as a script would.</summary>
    public async Task CreateAsync(string name, string runtime, string handler, string zipFile, params string[] options)
    {
        await RunAsync(
            [
                "create-function", "--function-name", name, "--runtime", runtime, "--handler", handler, "--role",
                "arn:aws:iam::000000000000:role/test", "--timeout", "30", "--memory-size", "512", "--zip-file", $"fileb://{zipFile}", .. options,
            ]);
        await RunAsync("wait", "function-active-v2", "--function-name", name);
    }

    /// <summary>Invokes a function; the answer's payload is its text as it came.</summary>
    public async Task<(JsonElement Answer, string Payload)> InvokeAsync(string name, string payload, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var (sent, file) = (Path.Combine(folder.Path, "event"), Path.Combine(folder.Path, "answer"));
        await File.WriteAllTextAsync(sent, payload);
        var answer = await RunAsync(["invoke", "--function-name", name, "--payload", $"fileb://{sent}", .. options, file]);
        return (answer, await File.ReadAllTextAsync(file));
    }

    /// <summary>Runs a command of the CLI's part for Lambda and returns what it prints; nothing is JSON null.</summary>
    public async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{result.Errors}\n{server.Output}");
        using var document = JsonDocument.Parse(result.Output.Length == 0 ? "null" : result.Output);
        return document.RootElement.Clone();
    }

    public Task<ToolResult> TryAsync(params string[] arguments) => Tool.RunAsync(
        "aws",
        ["--endpoint-url", server.Endpoint.ToString(), "--output", "json", "lambda", .. arguments],
        new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
        });
}
