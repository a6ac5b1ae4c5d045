using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stepwell.Functions.Tests.Runtimes;

/// <summary>With the functions of <c>tests/Functions</c>, as the build left them.</summary>
public sealed partial class DotNetTests
{
    [Theory]
    [InlineData("Echo", """{"a" : 1}""", """{"a" : 1}""")]
    [InlineData("Double", """{"Item":"x","Count":2}""", """{"Item":"x","Count":4}""")]
    [InlineData("DoubleLater", """{"Item":"x","Count":2}""", """{"Item":"x","Count":4}""")]
    [InlineData("Upper", "\"abc\"", "\"ABC\"")]
    [InlineData("Bytes", "\"abc\"", "\"abc\"")]
    [InlineData("Nothing", "\"abc\"", "null")]
    [InlineData("NothingLater", "\"abc\"", "null")]
    [InlineData("System.String Upper(System.String)", "\"abc\"", null)]
    [InlineData("System.String Overloaded(System.String)", "\"abc\"", "\"abc\"")]
    public async Task Methods_of_many_shapes_answer(string method, string payload, string? answer)
    {
        await using var function = await Start(method);
        if (answer is null)
            Assert.Equal("LambdaValidationException", (string?)(await function.InitError())["errorType"]);
        else
            Assert.Equal(answer, (await function.Invoke(payload)).Body);
    }

    [Fact]
    public async Task Instance_lives_as_long_as_its_environment()
    {
        await using var function = await Start("Count");
        Assert.Equal("1", (await function.Invoke("{}")).Body);
        Assert.Equal("2", (await function.Invoke("{}")).Body);
        Assert.Equal("3", (await function.Invoke("{}")).Body);
    }

    [Fact]
    public async Task Context_has_what_Lambda_documents()
    {
        await using var function = await Start("Context");
        var report = await function.Invoke("{}", given => given with
        {
            Headers = new Dictionary<string, string>
            {
                ["Lambda-Runtime-Trace-Id"] = "Root=1-2-3",
                ["Lambda-Runtime-Client-Context"] = """{"client":{"app_title":"t"},"custom":{"a":"b"},"env":{"x":"y"}}""",
                ["Lambda-Runtime-Cognito-Identity"] = """{"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}""",
            },
        });
        var expected = JsonNode.Parse("""
            {
              "names": "tested $LATEST 256 /aws/lambda/tested 2026/01/02/[$LATEST]0123",
              "request": "request-1",
              "arn": "arn:aws:lambda:us-east-1:000000000000:function:tested",
              "left": true,
              "identity": "id",
              "title": "t",
              "custom": { "a": "b" },
              "trace": "Root=1-2-3"
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(report.Body)), report.Body);
        var second = (await function.Answer("{}"))!;
        Assert.Null(second["identity"]);
        Assert.Null(second["title"]);
        Assert.Null(second["trace"]);
    }

    [Fact]
    public async Task Exceptions_have_the_shape_that_Lambda_reports()
    {
        await using var function = await Start("Fail");
        var error = await function.Error("\"boom\"");
        Assert.Equal(["errorType", "errorMessage", "stackTrace", "cause"], error.AsObject().Select(field => field.Key));
        Assert.Equal("ArgumentException", (string?)error["errorType"]);
        Assert.Equal("boom", (string?)error["errorMessage"]);
        Assert.StartsWith("at Sample.Functions.Fail(String message)", (string?)Assert.Single(error["stackTrace"]!.AsArray()), StringComparison.Ordinal);
        Assert.Equal("""{"errorType":"InvalidOperationException","errorMessage":"inner"}""", error["cause"]!.ToJsonString());
        Assert.Equal("again", (string?)(await function.Error("\"again\""))["errorMessage"]);
    }

    [Fact]
    public async Task Exceptions_of_tasks_are_not_wrapped()
    {
        await using var function = await Start("FailLater");
        var error = await function.Error("\"late\"");
        Assert.Equal("TimeoutException", (string?)error["errorType"]);
        Assert.Equal("late", (string?)error["errorMessage"]);
    }

    [Fact]
    public async Task Event_of_another_shape_is_the_serializers_error()
    {
        await using var function = await Start("Double");
        Assert.Equal("JsonException", (string?)(await function.Error("[1]"))["errorType"]);
    }

    [Theory]
    [InlineData("Invalid lambda function handler: 'Sample::'. The valid format is 'ASSEMBLY::TYPE::METHOD'.", "Sample::")]
    [InlineData("Invalid lambda function handler: 'Sample::::X', the type is missing. The valid format is 'ASSEMBLY::TYPE::METHOD'.", "Sample::::X")]
    [InlineData("Unable to load type 'Sample.Nobody' from assembly 'Sample'.", "Sample::Sample.Nobody::X")]
    [InlineData("Unable to find method 'X' in type 'Sample.Functions' from assembly 'Sample': Found no methods matching method name 'X'.", "Sample::Sample.Functions::X")]
    [InlineData("Method 'Three' of type 'Sample.Functions' is not supported: the method has more than 2 parameters.", "Sample::Sample.Functions::Three")]
    [InlineData("The method 'Void AsyncVoid()' cannot be used as a Lambda Handler because it is an 'async void' method. Handler methods cannot be 'async void'. Please specify a method that is not 'async void'.", "Sample::Sample.Functions::AsyncVoid")]
    public async Task Handler_that_cannot_be_used_is_refused_in_the_words_of_Lambda(string message, string handler)
    {
        await using var function = await RunningFunction.StartIn(Built("Sample"), "dotnet10", handler, []);
        var error = await function.InitError();
        Assert.Equal("LambdaValidationException", (string?)error["errorType"]);
        Assert.Equal(message, (string?)error["errorMessage"]);
        Assert.Equal(1, await function.ExitCode());
    }

    [Fact]
    public async Task Constructor_that_throws_is_an_error_of_the_initialization()
    {
        await using var function = await RunningFunction.StartIn(Built("Sample"), "dotnet10", "Sample::Sample.Broken::Handle", []);
        var error = await function.InitError();
        Assert.Equal("InvalidOperationException", (string?)error["errorType"]);
        Assert.Equal("at the start", (string?)error["errorMessage"]);
    }

    [Fact]
    public async Task Logger_and_console_write_as_in_Lambda()
    {
        await using var function = await Start("Log");
        await function.Invoke("{}");
        var lines = (await function.Log()).Select(line => Time().Replace(line, "TIME")).ToArray();
        Assert.Equal(
            [
                "TIME\trequest-1\tinfo\tstatic", "TIME\trequest-1\twarn\ttwo", "lines", "TIME\trequest-1\tinfo\torder 7 of x",
                "TIME\trequest-1\tinfo\tconsole", "TIME\trequest-1\tfail\terror",
            ],
            lines);
    }

    [Fact]
    public async Task Log_of_JSON_has_objects()
    {
        var environment = new Dictionary<string, string> { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON", ["AWS_LAMBDA_LOG_LEVEL"] = "WARN" };
        await using var function = await RunningFunction.StartIn(Built("Sample"), "dotnet10", "Sample::Sample.Functions::Log", environment);
        await function.Invoke("{}");
        var lines = (await function.Log()).Select(line => Time().Replace(line, "TIME")).ToArray();
        Assert.Equal(
            [
                """{"timestamp":"TIME","level":"Warning","requestId":"request-1","message":"two\nlines"}""",
                """{"timestamp":"TIME","level":"Error","requestId":"request-1","message":"error"}""",
            ],
            lines);
    }

    [Fact]
    public async Task Executable_assemblies_run_as_they_are()
    {
        await using var function = await RunningFunction.StartIn(Built("SampleProgram"), "dotnet8", "SampleProgram", []);
        Assert.Equal("""{"program":1}""", (await function.Invoke("1")).Body);
    }

    [Fact]
    public async Task Connection_that_the_server_closed_is_opened_again()
    {
        await using var function = await Start("Echo");
        for (var i = 0; i < 3; i++)
            Assert.Equal("1", (await function.Invoke("1", given => given with { IsLast = true })).Body);
        Assert.Equal("2", (await function.Invoke("2")).Body);
    }

    [Fact]
    public async Task Large_events_and_answers_pass_unchanged()
    {
        await using var function = await Start("Echo");
        var payload = $"\"{new string('ö', 2_900_000)}\"";
        Assert.Equal(payload, (await function.Invoke(payload)).Body);
        Assert.Equal(payload, (await function.Invoke(payload, given => given with { IsChunked = true })).Body);
    }

    private static Task<RunningFunction> Start(string method) =>
        RunningFunction.StartIn(Built("Sample"), "dotnet10", $"Sample::Sample.Functions::{method}", []);

    /// <summary>Where the build put a project, beside these tests.</summary>
    internal static string Built(string project)
    {
        var own = AppContext.BaseDirectory.TrimEnd('/');
        return Path.GetFullPath(Path.Combine(own, "..", "..", project, Path.GetFileName(own)));
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")]
    private static partial Regex Time();
}
