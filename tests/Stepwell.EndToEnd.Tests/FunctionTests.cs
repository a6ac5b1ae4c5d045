using System.IO.Compression;
using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Functions from zip files, by the AWS CLI as it is installed.</summary>
public sealed class FunctionTests(SharedServer shared) : IDisposable
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:cli-function";

    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_cli_takes_a_function_from_its_zip_file_to_its_end()
    {
        var zip = Package("one.zip", "exports.handler = async () => 1");
        await AwsAsync(
            "create-function", "--function-name", "cli-function", "--runtime", "provided.al2023", "--handler", "index.handler",
            "--role", "arn:aws:iam::000000000000:role/test", "--zip-file", $"fileb://{zip}");
        await RunAsync("wait", "function-active-v2", "--function-name", "cli-function");

        var found = await AwsAsync("get-function", "--function-name", "cli-function");
        Assert.Equal("Active", found.GetProperty("Configuration").GetProperty("State").GetString());
        using (var http = new HttpClient())
        {
            var downloaded = await http.GetByteArrayAsync(found.GetProperty("Code").GetProperty("Location").GetString(), CancellationToken.None);
            Assert.Equal(await File.ReadAllBytesAsync(zip, CancellationToken.None), downloaded);
        }

        await AwsAsync("publish-version", "--function-name", "cli-function");
        await AwsAsync("update-function-code", "--function-name", "cli-function", "--zip-file", $"fileb://{Package("two.zip", "exports.handler = async () => 2")}");
        await RunAsync("wait", "function-updated-v2", "--function-name", "cli-function");
        var second = await AwsAsync("publish-version", "--function-name", "cli-function");
        Assert.Equal($"{Arn}:2", second.GetProperty("FunctionArn").GetString());
        var alias = await AwsAsync(
            "create-alias", "--function-name", "cli-function", "--name", "live", "--function-version", "2",
            "--routing-config", """{"AdditionalVersionWeights":{"1":0.1}}""");
        Assert.Equal($"{Arn}:live", alias.GetProperty("AliasArn").GetString());

        await RunAsync("delete-function", "--function-name", "cli-function");
        var gone = await TryAsync("get-function", "--function-name", "cli-function");
        Assert.Contains($"(ResourceNotFoundException) when calling the GetFunction operation: Function not found: {Arn}", gone.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cli_shows_why_a_package_is_refused()
    {
        // The CLI itself refuses files that are no zip at all.
        var broken = Package("broken.zip", "text", "../outside.js");
        var refused = await TryAsync(
            "create-function", "--function-name", "cli-broken", "--runtime", "provided.al2023", "--handler", "x",
            "--role", "arn:aws:iam::000000000000:role/test", "--zip-file", $"fileb://{broken}");
        Assert.Contains("(InvalidParameterValueException)", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Could not unzip uploaded file.", refused.Errors, StringComparison.Ordinal);
    }

    private string Package(string name, string code, string entry = "index.js")
    {
        var path = Path.Combine(_files.Path, name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
        writer.Write(code);
        return path;
    }

    private async Task<JsonElement> AwsAsync(params string[] arguments)
    {
        using var document = JsonDocument.Parse((await RunAsync(arguments)).Output);
        return document.RootElement.Clone();
    }

    private async Task<ToolResult> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result;
    }

    private Task<ToolResult> TryAsync(params string[] arguments) => AwsCli.TryAsync(shared.Server, ["lambda", .. arguments]);
}
