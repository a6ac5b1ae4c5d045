using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Tests.Support;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Functions;

public sealed class FunctionTests
{
    [Fact]
    public async Task Created_function_is_described_with_its_defaults_before_and_after_a_restart()
    {
        await using var server = await Server.Start();
        var created = await server.Create();

        await server.Restart();
        var configuration = (await server.Get()).Configuration!;
        Assert.Equal(created.RevisionId, configuration.RevisionId);
        Assert.Equal(
            (Arn, "$LATEST", State.Active, LastUpdateStatus.Successful, 3, 128, "/aws/lambda/orders", "2026-01-01T00:00:00.000+0000"),
            (configuration.FunctionArn, configuration.Version, configuration.State, configuration.LastUpdateStatus, configuration.Timeout,
                configuration.MemorySize, configuration.LoggingConfig!.LogGroup, configuration.LastModified));
    }

    [Fact]
    public async Task Name_is_taken_until_its_function_is_deleted()
    {
        await using var server = await Server.Start();
        await server.Create();
        await Refuses("ResourceConflictException", "Function already exist: orders", () => server.Create());

        await server.Delete();
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}", () => server.Get());
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}", () => server.Delete());
        await server.Create();
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("function:orders")]
    [InlineData("000000000000:function:orders")]
    [InlineData("000000000000:orders")]
    [InlineData("us-east-1:000000000000:function:orders")]
    [InlineData(Arn)]
    [InlineData(Arn + ":$LATEST")]
    [InlineData("orders:$LATEST")]
    public async Task Function_is_found_by_all_forms_of_its_name(string name)
    {
        await using var server = await Server.Start();
        await server.Create();
        Assert.Equal("orders", (await server.Get(name)).Configuration!.FunctionName);
    }

    [Fact]
    public async Task Names_that_contradict_each_other_are_refused()
    {
        await using var server = await Server.Start();
        await server.Create();
        await Refuses(
            "InvalidParameterValueException",
            "The derived qualifier from the function name does not match the specified qualifier.",
            () => server.Get("orders:1", "2"));
        await Refuses(
            "ResourceNotFoundException",
            "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
            () => server.Get(Arn.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal)));
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}:7", () => server.Get("orders", "7"));
    }

    [Fact]
    public async Task Changes_give_the_function_a_new_revision_and_end_the_old_one()
    {
        await using var server = await Server.Start();
        var created = await server.Create();
        var updated = await server.UpdateCode(Zip.Handler("other"));
        Assert.NotEqual(created.CodeSha256, updated.CodeSha256);

        var configured = await server.Service.UpdateFunctionConfiguration(
            new() { FunctionName = Name, Timeout = 20, RevisionId = updated.RevisionId }, server.Context);
        Assert.Equal((20, 128, updated.CodeSha256), (configured.Timeout, configured.MemorySize, configured.CodeSha256));
        Assert.Equal([created.RevisionId!, updated.RevisionId!], server.Host.Retired);
        await Refuses(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
            async () => await server.Service.UpdateFunctionConfiguration(
                new() { FunctionName = Name, Timeout = 30, RevisionId = updated.RevisionId }, server.Context));
    }

    [Fact]
    public async Task Package_does_not_follow_an_image_nor_an_image_a_package()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Create(Request("image") with
        {
            PackageType = PackageType.Image,
            Runtime = null,
            Handler = null,
            Code = new FunctionCode { ImageUri = "http://localhost:1" },
        });
        await Refuses(
            "InvalidParameterValueException",
            "Please don't provide ImageUri when updating a function with packageType Zip.",
            async () => await server.Service.UpdateFunctionCode(new() { FunctionName = Name, ImageUri = "http://localhost:1" }, server.Context));
        await Refuses(
            "InvalidParameterValueException",
            "Please provide ImageUri when updating a function with packageType Image.",
            () => server.UpdateCode(Zip.Handler(), "image"));
    }

    [Fact]
    public async Task Invocations_find_what_was_changed_before_they_began()
    {
        await using var server = await Server.Start();
        await server.Create();
        var first = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(((Stepwell.Functions.FunctionCode.Package)first.Spec.Code).Folder, "index.js")));
        for (var i = 0; i < 20; i++)
        {
            var updated = await server.UpdateCode(Zip.Handler($"change {i}"));
            var target = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None);
            Assert.Equal(updated.RevisionId, target.Spec.RevisionId);
        }
    }
}
