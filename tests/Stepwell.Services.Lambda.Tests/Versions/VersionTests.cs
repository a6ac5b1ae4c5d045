using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Tests.Support;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Versions;

public sealed class VersionTests
{
    [Fact]
    public async Task Version_keeps_what_the_function_was_when_it_was_published()
    {
        await using var server = await Server.Start();
        var created = await server.Create();
        var first = await server.Publish(description: "first");
        await server.UpdateCode(Zip.Handler("other"));
        var second = await server.Publish();

        Assert.Equal(("1", $"{Arn}:1", "first"), (first.Version, first.FunctionArn, first.Description));
        Assert.Equal(("2", ""), (second.Version, second.Description));
        await server.Restart();
        Assert.Equal(created.CodeSha256, (await server.Get(qualifier: "1")).Configuration!.CodeSha256);
        Assert.Equal(second.CodeSha256, (await server.Get(qualifier: "2")).Configuration!.CodeSha256);
    }

    [Fact]
    public async Task Nothing_is_published_when_nothing_has_changed()
    {
        await using var server = await Server.Start();
        await server.Create();
        Assert.Equal("1", (await server.Publish()).Version);
        Assert.Equal("1", (await server.Publish()).Version);
        await server.Delete(qualifier: "1");
        Assert.Equal("2", (await server.Publish()).Version);
    }

    [Fact]
    public async Task Version_is_not_published_of_other_code_or_another_revision()
    {
        await using var server = await Server.Start();
        var created = await server.Create();
        await Refuses(
            "InvalidParameterValueException",
            $"CodeSHA256 (abc) is different from current CodeSHA256 in $LATEST ({created.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.",
            async () => await server.Service.PublishVersion(new() { FunctionName = Name, CodeSha256 = "abc" }, server.Context));
        var refusal = await Assert.ThrowsAsync<PreconditionFailedException>(
            async () => await server.Service.PublishVersion(new() { FunctionName = Name, RevisionId = "other" }, server.Context));
        Assert.Equal(412, refusal.StatusCode);
    }

    [Fact]
    public async Task Listings_go_on_where_they_ended()
    {
        await using var server = await Server.Start();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await server.Create(Request(name));
            await server.Publish(name);
        }

        List<string> found = [];
        string? marker = null;
        do
        {
            var page = await server.Service.ListFunctions(
                new() { FunctionVersion = FunctionVersion.All, MaxItems = 2, Marker = marker }, server.Context);
            found.AddRange(page.Functions!.Select(function => function.FunctionArn!.Split(":function:")[1]));
            marker = page.NextMarker;
        }
        while (marker is not null);
        Assert.Equal(["a:$LATEST", "a:1", "b:$LATEST", "b:1", "c:$LATEST", "c:1"], found);

        var first = await server.Service.ListFunctions(new() { MaxItems = 2 }, server.Context);
        var rest = await server.Service.ListFunctions(new() { MaxItems = 2, Marker = first.NextMarker }, server.Context);
        Assert.Equal(["a", "b"], Names(first));
        Assert.Equal(["c"], Names(rest));
        Assert.Null(rest.NextMarker);
        await Refuses(
            "InvalidParameterValueException",
            "Invalid value for Marker.",
            async () => await server.Service.ListFunctions(new() { Marker = "x" }, server.Context));
    }

    [Fact]
    public async Task Alias_leads_invocations_to_its_versions_by_their_weights()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        await server.UpdateCode(Zip.Handler("other"));
        await server.Publish();
        var alias = await server.Service.CreateAlias(
            new() { FunctionName = Name, Name = "live", FunctionVersion = "1", RoutingConfig = Share("2", 0.25) }, server.Context);
        Assert.Equal($"{Arn}:live", alias.AliasArn);

        var counts = new Dictionary<string, int> { ["1"] = 0, ["2"] = 0 };
        for (var i = 0; i < 400; i++)
        {
            var target = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, "live", CancellationToken.None);
            Assert.Equal(($"{Arn}:live", "live"), (target.InvokedArn, target.Qualifier));
            counts[target.Spec.Version]++;
        }
        Assert.InRange(counts["2"], 50, 150);

        await server.Service.UpdateAlias(
            new() { FunctionName = Name, Name = "live", FunctionVersion = "2", RoutingConfig = new() }, server.Context);
        Assert.Equal("2", (await server.Service.Catalog.Find("000000000000", "us-east-1", Arn + ":live", null, CancellationToken.None)).Spec.Version);
    }

    [Fact]
    public async Task Alias_is_refused_where_it_would_lead_nowhere()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        Task<AliasConfiguration> Create(string name, string version, AliasRoutingConfiguration? routing = null) => server.Service.CreateAlias(
            new() { FunctionName = Name, Name = name, FunctionVersion = version, RoutingConfig = routing }, server.Context).AsTask();

        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}:9", () => Create("a", "9"));
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}:9", () => Create("a", "1", Share("9", 0.5)));
        await Refuses(
            "InvalidParameterValueException",
            "$LATEST is not supported for an alias pointing to more than 1 version",
            () => Create("a", "$LATEST", Share("1", 0.5)));
        await Refuses(
            "InvalidParameterValueException",
            "Invalid function version 1. Function version 1 is already included in routing configuration.",
            () => Create("a", "1", Share("1", 0.5)));
        await Refuses(
            "ResourceNotFoundException",
            $"Function not found: {Arn}-unknown:1",
            async () => await server.Service.CreateAlias(
                new() { FunctionName = Name + "-unknown", Name = "a", FunctionVersion = "1" }, server.Context));
        await Create("a", "1");
        await Refuses("ResourceConflictException", $"Alias already exists: {Arn}:a", () => Create("a", "1"));
        await Refuses(
            "ResourceConflictException",
            "Unable to delete version because the following aliases reference it: [a]",
            () => server.Delete(qualifier: "1"));
        await Refuses(
            "ResourceNotFoundException",
            $"Cannot find alias arn: {Arn}:b",
            async () => await server.Service.GetAlias(new() { FunctionName = Name, Name = "b" }, server.Context));
    }

    [Theory]
    [InlineData(2.0, "2.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(1.25, "1.25")]
    public async Task Share_of_a_version_is_none_outside_of_0_to_1(double weight, string shown)
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        await server.UpdateCode(Zip.Handler("other"));
        await server.Publish();
        var message = $$"""
            1 validation error detected: Value '{2={{shown}}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]
            """;

        await Refuses("ValidationException", message, async () => await server.Service.CreateAlias(
            new() { FunctionName = Name, Name = "live", FunctionVersion = "1", RoutingConfig = Share("2", weight) }, server.Context));
        await server.Service.CreateAlias(
            new() { FunctionName = Name, Name = "live", FunctionVersion = "1", RoutingConfig = Share("2", 1) }, server.Context);
        await Refuses("ValidationException", message, async () => await server.Service.UpdateAlias(
            new() { FunctionName = Name, Name = "live", RoutingConfig = Share("2", weight) }, server.Context));
    }

    private static string[] Names(ListFunctionsResponse page) => [.. page.Functions!.Select(function => function.FunctionName!)];

    private static AliasRoutingConfiguration Share(string version, double weight) =>
        new() { AdditionalVersionWeights = new Dictionary<string, double> { [version] = weight } };
}
