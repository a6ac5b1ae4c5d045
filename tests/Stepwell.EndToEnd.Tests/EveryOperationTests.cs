using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Each operation that the AWS SDK for JavaScript knows, with good and with bad input.</summary>
public sealed class EveryOperationTests(SharedServer shared)
{
    [Fact]
    public async Task Every_operation_of_the_sdk_does_what_it_should_and_refuses_what_it_should()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Stepwell.EndToEnd.Tests", "JavaScript");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), $"run npm ci in {folder} first");
        var run = await Tool.RunAsync("node", ["operations.mjs", shared.Server.Endpoint.ToString()], folder: folder);
        Assert.True(run.ExitCode == 0, run.Errors);

        using var document = JsonDocument.Parse(run.Output);
        var results = document.RootElement.GetProperty("results").EnumerateObject().ToDictionary(result => result.Name, result => result.Value);
        var exported = document.RootElement.GetProperty("exported").EnumerateArray().Select(name => name.GetString()!).ToArray();
        Assert.Equal(37, exported.Length);
        Assert.Equal(exported.Order(), results.Keys.Order());
        Assert.Empty(results.Where(result => result.Value.ValueKind == JsonValueKind.Null).Select(result => result.Key));
        Assert.Empty(results
            .Where(result => result.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(result => result.Value.EnumerateArray().Select(problem => $"{result.Key}: {problem.GetString()}")));
    }
}
