using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>HTTP tasks under TestState. They call the server itself, which does not answer such calls kindly.</summary>
public sealed class HttpInspectionTests(SharedServer shared)
{
    [Fact]
    public async Task Trace_shows_the_request_and_the_response()
    {
        var data = (await TestAsync("TRACE")).Body.GetProperty("inspectionData");
        var request = data.GetProperty("request");
        Assert.Equal(("http", "PUT"), (Text(request, "protocol"), Text(request, "method")));
        Assert.Equal($"{shared.Server.Endpoint}shop?q=1", Text(request, "url"));
        Assert.StartsWith("[Mine: h, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1", Text(request, "headers"), StringComparison.Ordinal);
        Assert.Equal("""{"job":7}""", Text(request, "body"));
        var response = data.GetProperty("response");
        Assert.Equal(("404", "Not Found"), (Text(response, "statusCode"), Text(response, "statusMessage")));
        Assert.Contains("x-amzn-errortype: UnknownOperationException", Text(response, "headers"), StringComparison.Ordinal);
        Assert.Equal("""{"message":"No service is called by this request"}""", Text(response, "body"));
    }

    [Fact]
    public async Task Debug_shows_neither()
    {
        var answer = await TestAsync("DEBUG");
        Assert.Equal(("FAILED", "States.Http.StatusCode.404"), (answer.Text("status"), answer.Text("error")));
        var data = answer.Body.GetProperty("inspectionData");
        Assert.False(data.TryGetProperty("request", out _));
        Assert.False(data.TryGetProperty("response", out _));
    }

    private async Task<Answer> TestAsync(string level)
    {
        using var client = shared.Server.Client();
        var definition = $$"""
            {"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,"Parameters":{"ApiEndpoint":"{{shared.Server.Endpoint}}shop","Method":"PUT",
             "Headers":{"Mine":"h"},"QueryParameters":{"q":"1"},"RequestBody":{"job.$":"$.job"},
             "InvocationConfig":{"ConnectionArn.$":"$.none"} } }
            """;
        return await client.CallAsync("TestState", new JsonObject
        {
            ["definition"] = definition,
            ["roleArn"] = "arn:aws:iam::000000000000:role/test",
            ["input"] = """{"job":7,"none":null}""",
            ["inspectionLevel"] = level,
        });
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
