using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>The AWS SDK for JavaScript as it comes from npm, told nothing but the endpoint.</summary>
public sealed class JavaScriptSdkTests(SharedServer shared)
{
    [Fact]
    public async Task The_sdk_drives_a_workflow_and_works_on_its_activity()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Stepwell.EndToEnd.Tests", "JavaScript");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), $"run npm ci in {folder} first");
        var result = await Tool.RunAsync("node", ["workflow.mjs", shared.Server.Endpoint.ToString()], folder: folder);
        Assert.True(result.ExitCode == 0, result.Errors);

        using var document = JsonDocument.Parse(result.Output);
        var seen = document.RootElement;
        Assert.Equal("arn:aws:states:eu-central-1:123456789012:execution:js-workflow:first", seen.GetProperty("executionArn").GetString());
        Assert.True(seen.GetProperty("startDateIsDate").GetBoolean());
        Assert.Equal("SUCCEEDED", seen.GetProperty("status").GetString());
        Assert.Equal("""{"number":21,"doubled":42}""", seen.GetProperty("output").GetString());
        Assert.Equal(
            [
                "ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited",
                "ExecutionSucceeded",
            ],
            seen.GetProperty("events").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal("""{"name":"StateMachineDoesNotExist","fault":"client","status":400}""", seen.GetProperty("error").GetRawText());
    }
}
