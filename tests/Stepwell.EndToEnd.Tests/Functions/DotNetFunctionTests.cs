using System.IO.Compression;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Functions;

/// <summary>Functions of .NET as <c>dotnet publish</c> leaves them, with the AWS SDK for .NET, which is told nothing and finds this server.</summary>
public sealed class DotNetFunctionTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_sdk_for_dotnet_in_a_handler_and_in_an_executable_assembly_finds_the_server_and_signs_as_its_role()
    {
        var zip = await PublishAsync();
        await using var server = await StepwellServer.StartAsync(_data.Path, "--access-key", "test:test");
        var lambda = new LambdaCli(server);
        await lambda.CreateAsync("handler", "dotnet10", "SdkFunction::SdkFunction.Caller::Handle", zip);
        await lambda.CreateAsync("program", "dotnet10", "SdkFunction", zip);
        Assert.Equal("\"arn:aws:sts::000000000000:assumed-role/test/handler\"", (await lambda.InvokeAsync("handler", "{}")).Payload);
        Assert.Equal("\"arn:aws:sts::000000000000:assumed-role/test/program\"", (await lambda.InvokeAsync("program", "{}")).Payload);
    }

    private async Task<string> PublishAsync()
    {
        var project = Path.Combine(Repository.Root, "tests", "Functions", "SdkFunction");
        var published = Path.Combine(_data.Path, "published");
        // Built with the tests.
        var result = await Tool.RunAsync(
            "dotnet", ["publish", project, "--no-build", "--configuration", Repository.Configuration, "--output", published, "--nologo"]);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var zip = Path.Combine(_data.Path, "dotnet.zip");
        await ZipFile.CreateFromDirectoryAsync(published, zip, CancellationToken.None);
        return zip;
    }
}
