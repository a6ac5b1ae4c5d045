using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Versions and aliases.</summary>
public sealed partial class LambdaService
{
    public override ValueTask<FunctionConfiguration> PublishVersion(PublishVersionRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, qualifier: null, context);
        return Ask<FunctionConfiguration>(reference.Key, new FunctionCommand.Publish(input, NewRevision()));
    }

    public override ValueTask<ListVersionsByFunctionResponse> ListVersionsByFunction(ListVersionsByFunctionRequest input, RequestContext context)
    {
        var record = Record(Reference(input.FunctionName, qualifier: null, context));
        var after = ListMark.Parse(input.Marker, "versions").Number ?? -1;
        var page = Page.Of(record.Versions.Values.Where(version => version.Number > after), Math.Min(input.MaxItems ?? MaxListing, MaxListing));
        return new(new ListVersionsByFunctionResponse
        {
            Versions = [.. page.Items.Select(version => Listed(version, isQualified: true))],
            NextMarker = page.Last is { } last ? ListMark.Format("versions", last.Name, last.Number) : null,
        });
    }

    public override ValueTask<AliasConfiguration> CreateAlias(CreateAliasRequest input, RequestContext context)
    {
        FunctionCheck.Weights(input.RoutingConfig);
        return Ask<AliasConfiguration>(
            Reference(input.FunctionName, qualifier: null, context).Key, new FunctionCommand.CreateAlias(input, NewRevision()));
    }

    public override ValueTask<AliasConfiguration> UpdateAlias(UpdateAliasRequest input, RequestContext context)
    {
        FunctionCheck.Weights(input.RoutingConfig);
        return Ask<AliasConfiguration>(
            Reference(input.FunctionName, qualifier: null, context).Key, new FunctionCommand.UpdateAlias(input, NewRevision()));
    }

    public override async ValueTask<DeleteAliasOutput> DeleteAlias(DeleteAliasRequest input, RequestContext context)
    {
        await Ask(Reference(input.FunctionName, qualifier: null, context).Key, new FunctionCommand.DeleteAlias(input.Name)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<AliasConfiguration> GetAlias(GetAliasRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, qualifier: null, context);
        return new(Record(reference).Alias(input.Name) ?? throw Errors.NoAlias(reference.Key.ArnOf(input.Name)));
    }

    public override ValueTask<ListAliasesResponse> ListAliases(ListAliasesRequest input, RequestContext context)
    {
        var record = Record(Reference(input.FunctionName, qualifier: null, context));
        var listed = record.SettingsOf<AliasConfiguration>(SettingKind.Alias)
            .Where(alias => input.FunctionVersion is null || alias.Value.FunctionVersion == input.FunctionVersion);
        var (aliases, next) = SettingPage(listed, "aliases", input.Marker, input.MaxItems);
        return new(new ListAliasesResponse { Aliases = aliases, NextMarker = next });
    }

    /// <summary>A page of what belongs to a function under names, and the mark after which it goes on.</summary>
    private static (IReadOnlyList<T> Items, string? Next) SettingPage<T>(
        IEnumerable<(string Name, T Value)> listed, string list, string? marker, int? maxItems)
    {
        var after = ListMark.Parse(marker, list).Name;
        var page = Page.Of(
            listed.Where(item => after is null || string.CompareOrdinal(item.Name, after) > 0), Math.Min(maxItems ?? MaxListing, MaxListing));
        var next = page.Last.Name is { } name ? ListMark.Format(list, name) : null;
        return ([.. page.Items.Select(item => item.Value)], next);
    }
}
