using System.Text.Json;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>The AWS CLI as it is installed, told nothing but the endpoint and some credentials.</summary>
internal static class AwsCli
{
    /// <summary>Variables that every command needs.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
    };

    /// <summary>Runs a command, which must succeed, and returns what it prints; nothing is an empty object.</summary>
    public static async Task<JsonElement> RunAsync(StepwellServer server, params string[] arguments)
    {
        var result = await TryAsync(server, arguments);
        Assert.True(result.ExitCode == 0, $"{result.Errors}\n{server.Output}");
        using var document = JsonDocument.Parse(result.Output.Length == 0 ? "{}" : result.Output);
        return document.RootElement.Clone();
    }

    /// <summary>Runs a command, beginning with the service.</summary>
    public static Task<ToolResult> TryAsync(StepwellServer server, params string[] arguments) => TryAsync(server, Variables, arguments);

    /// <param name="server">To ask.</param>
    /// <param name="variables">Credentials and region, in place of <see cref="Variables"/>.</param>
    /// <param name="arguments">The command, beginning with the service.</param>
    public static Task<ToolResult> TryAsync(StepwellServer server, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        Tool.RunAsync("aws", ["--endpoint-url", server.Endpoint.ToString(), "--output", "json", .. arguments], variables);
}
