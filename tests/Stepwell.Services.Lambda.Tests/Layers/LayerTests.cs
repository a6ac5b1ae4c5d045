using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Tests.Support;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Layers;

public sealed class LayerTests
{
    private const string LayerArn = "arn:aws:lambda:us-east-1:000000000000:layer:tools";

    [Fact]
    public async Task Layer_is_unpacked_for_functions_that_have_it_even_when_it_is_deleted()
    {
        await using var server = await Server.Start();
        var first = await Publish(server, "1");
        await server.Create(Request() with { Layers = [first.LayerVersionArn!] });
        await server.Service.DeleteLayerVersion(new() { LayerName = "tools", VersionNumber = 1 }, server.Context);
        await server.Restart();

        var target = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None);
        Assert.Equal("1", await File.ReadAllTextAsync(Path.Combine(Assert.Single(target.Spec.LayerFolders), "tool.txt"), CancellationToken.None));
        Assert.Equal(2, (await Publish(server, "2")).Version);
    }

    [Fact]
    public async Task Layers_are_described_and_listed_by_what_they_fit()
    {
        await using var server = await Server.Start();
        await Publish(server, "1", "python3.13");
        await Publish(server, "2", "nodejs22.x");
        var described = await server.Service.GetLayerVersionByArn(new() { Arn = $"{LayerArn}:1" }, server.Context);
        Assert.Equal((LayerArn, 1, "words"), (described.LayerArn, described.Version, described.Description));

        var versions = await server.Service.ListLayerVersions(new() { LayerName = "tools" }, server.Context);
        Assert.Equal([2, 1], versions.LayerVersions!.Select(version => version.Version!.Value));
        var layers = await server.Service.ListLayers(new() { CompatibleRuntime = "python3.13" }, server.Context);
        Assert.Equal(1, Assert.Single(layers.Layers!).LatestMatchingVersion!.Version);
        Assert.Empty((await server.Service.ListLayers(new() { CompatibleRuntime = "java21" }, server.Context)).Layers!);
    }

    [Fact]
    public async Task Function_is_refused_layers_that_are_not_there_or_do_not_go_together()
    {
        await using var server = await Server.Start();
        await Publish(server, "1");
        await Publish(server, "2");
        Task Create(params string[] layers) => server.Create(Request() with { Layers = layers });

        await Refuses("InvalidParameterValueException", $"Layer version {LayerArn}:3 does not exist.", () => Create($"{LayerArn}:3"));
        await Refuses(
            "InvalidParameterValueException",
            "Two different versions of the same layer are not allowed to be referenced in the same function. "
            + $"{LayerArn}:1 and {LayerArn}:2 are versions of the same layer.",
            () => Create($"{LayerArn}:1", $"{LayerArn}:2"));
        await Refuses(
            "InvalidParameterValueException",
            "Cannot reference more than 5 layers.",
            () => Create([.. Enumerable.Range(0, 6).Select(i => $"{LayerArn}{i}:1")]));
        await Refuses(
            "InvalidParameterValueException",
            "Layers are not in the same region as the function. Layers are expected to be in region us-east-1.",
            () => Create($"{LayerArn}:1".Replace("us-east-1", "eu-west-1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Layers_of_a_function_are_no_larger_together_than_a_package_may_be()
    {
        await using var server = await Server.Start();
        var zip = Zip.OfZeros(140_000_000);
        List<string> arns = [];
        foreach (var name in new[] { "first", "second" })
        {
            var layer = await server.Service.PublishLayerVersion(new() { LayerName = name, Content = new() { ZipFile = zip } }, server.Context);
            arns.Add(layer.LayerVersionArn!);
        }
        await Refuses(
            "InvalidParameterValueException",
            "Layers consume more than the available size of 262144000 bytes",
            () => server.Create(Request() with { Layers = arns }));
        await server.Create(Request() with { Layers = [arns[0]] });
        await Refuses(
            "InvalidParameterValueException",
            "Layers consume more than the available size of 262144000 bytes",
            async () => await server.Service.UpdateFunctionConfiguration(new() { FunctionName = Name, Layers = arns }, server.Context));
    }

    [Fact]
    public async Task Policy_of_a_version_is_kept_until_its_last_statement_goes()
    {
        await using var server = await Server.Start();
        await Publish(server, "1");
        await server.Service.AddLayerVersionPermission(
            new() { LayerName = "tools", VersionNumber = 1, StatementId = "all", Action = "lambda:GetLayerVersion", Principal = "*" }, server.Context);
        var policy = await server.Service.GetLayerVersionPolicy(new() { LayerName = "tools", VersionNumber = 1 }, server.Context);
        Assert.Equal(
            """{"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"all","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"ARN:1"}]}"""
                .Replace("ARN", LayerArn, StringComparison.Ordinal),
            policy.Policy);
        await Refuses(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
            async () => await server.Service.RemoveLayerVersionPermission(
                new() { LayerName = "tools", VersionNumber = 1, StatementId = "all", RevisionId = "other" }, server.Context));

        await server.Service.RemoveLayerVersionPermission(new() { LayerName = "tools", VersionNumber = 1, StatementId = "all" }, server.Context);
        await Refuses(
            "ResourceNotFoundException",
            "No policy is associated with the given resource.",
            async () => await server.Service.GetLayerVersionPolicy(new() { LayerName = "tools", VersionNumber = 1 }, server.Context));
    }

    [Fact]
    public async Task Versions_that_are_not_there_are_missed_by_each_operation_in_its_words()
    {
        await using var server = await Server.Start();
        await Publish(server, "1");
        foreach (var number in new[] { 0, -1 })
        {
            const string TooSmall = "Layer Version Cannot be less than 1";
            await Refuses("InvalidParameterValueException", TooSmall, async () => await server.Service.GetLayerVersion(
                new() { LayerName = "tools", VersionNumber = number }, server.Context));
            await Refuses("InvalidParameterValueException", TooSmall, async () => await server.Service.DeleteLayerVersion(
                new() { LayerName = "tools", VersionNumber = number }, server.Context));
        }
        await server.Service.DeleteLayerVersion(new() { LayerName = "tools", VersionNumber = 2 }, server.Context);
        await server.Service.DeleteLayerVersion(new() { LayerName = "nothing", VersionNumber = 1 }, server.Context);
        await Refuses("ResourceNotFoundException", $"Layer version {LayerArn}:2 does not exist.", async () => await server.Service.GetLayerVersionPolicy(
            new() { LayerName = "tools", VersionNumber = 2 }, server.Context));
        await Refuses(
            "ResourceNotFoundException",
            $"Layer version {LayerArn}s:1 does not exist.",
            async () => await server.Service.GetLayerVersionPolicy(new() { LayerName = "toolss", VersionNumber = 1 }, server.Context));
    }

    private static async Task<PublishLayerVersionResponse> Publish(Server server, string text, string? runtime = null) =>
        await server.Service.PublishLayerVersion(
            new()
            {
                LayerName = "tools",
                Description = "words",
                Content = new() { ZipFile = Zip.Of(("tool.txt", text)) },
                CompatibleRuntimes = runtime is null ? null : [runtime],
            },
            server.Context);
}
