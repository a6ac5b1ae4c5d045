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

    /// <inheritdoc cref="AwsCli.RunAsync"/>
    public Task<JsonElement> RunAsync(params string[] arguments) => AwsCli.RunAsync(server, ["lambda", .. arguments]);
}
