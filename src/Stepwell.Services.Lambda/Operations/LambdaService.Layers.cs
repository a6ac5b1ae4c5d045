using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Layers;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Layers.</summary>
public sealed partial class LambdaService
{
    private const int MaxLayers = 5;

    public override async ValueTask<PublishLayerVersionResponse> PublishLayerVersion(PublishLayerVersionRequest input, RequestContext context)
    {
        RefuseUnwritten(input.Content.S3Bucket ?? input.Content.S3Key, fileSystems: null);
        if (input.Content.ZipFile is not { Length: > 0 } zip)
            throw Errors.Invalid("Uploaded file must be a non-empty zip");
        var key = LayerKey.Parse(ScopeOf(context), input.LayerName);
        var package = await _codes.Put(zip).ConfigureAwait(false);
        var command = new LayerCommand.Publish(input with { Content = new LayerVersionContentInput() }, package);
        var published = await Partitions.Ask<GetLayerVersionResponse>(LayerKind.AddressOf(key), command).ConfigureAwait(false);
        return new PublishLayerVersionResponse
        {
            Content = published.Content! with { Location = LocationOf(package.Hash, context) },
            LayerArn = published.LayerArn,
            LayerVersionArn = published.LayerVersionArn,
            Description = published.Description,
            CreatedDate = published.CreatedDate,
            Version = published.Version,
            CompatibleArchitectures = published.CompatibleArchitectures,
            CompatibleRuntimes = published.CompatibleRuntimes,
            LicenseInfo = published.LicenseInfo,
        };
    }

    public override ValueTask<GetLayerVersionResponse> GetLayerVersion(GetLayerVersionRequest input, RequestContext context) =>
        new(Describe(Version(input.LayerName, input.VersionNumber, context), context));

    public override ValueTask<GetLayerVersionResponse> GetLayerVersionByArn(GetLayerVersionByArnRequest input, RequestContext context)
    {
        var (key, number) = LayerKey.ParseVersion(input.Arn);
        return new(Describe(Version(key.Arn, number, context), context));
    }

    public override async ValueTask<DeleteLayerVersionOutput> DeleteLayerVersion(DeleteLayerVersionRequest input, RequestContext context)
    {
        CheckNumber(input.VersionNumber);
        await AskLayer<Done>(input.LayerName, new LayerCommand.Delete(input.VersionNumber), context).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListLayerVersionsResponse> ListLayerVersions(ListLayerVersionsRequest input, RequestContext context)
    {
        var before = ListMark.Parse(input.Marker, "layer versions").Number ?? long.MaxValue;
        using var lease = _store.RentReader();
        var listed = lease.Reader.LayerVersionsOf(LayerKey.Parse(ScopeOf(context), input.LayerName), isDescending: true)
            .SkipWhile(row => row.Number >= before)
            .Select(Item)
            .Where(item => Fits(item, input.CompatibleRuntime, input.CompatibleArchitecture));
        var page = Page.Of(listed, input.MaxItems ?? MaxListing);
        return new(new ListLayerVersionsResponse
        {
            LayerVersions = page.Items,
            NextMarker = page.Last is { } last ? ListMark.Format("layer versions", "", last.Version) : null,
        });
    }

    public override ValueTask<ListLayersResponse> ListLayers(ListLayersRequest input, RequestContext context)
    {
        using var lease = _store.RentReader();
        var reader = lease.Reader;
        var listed = reader.LayersOf(ScopeOf(context), ListMark.Parse(input.Marker, "layers").Name)
            .Select(layer => (layer.Name, Latest: reader.LayerVersionsOf(new LayerKey(layer.Scope, layer.Name), isDescending: true)
                .Select(Item)
                .FirstOrDefault(item => Fits(item, input.CompatibleRuntime, input.CompatibleArchitecture))))
            .Where(layer => layer.Latest is not null);
        var page = Page.Of(listed, input.MaxItems ?? MaxListing);
        return new(new ListLayersResponse
        {
            Layers =
            [
                .. page.Items.Select(layer => new LayersListItem
                {
                    LayerName = layer.Name,
                    LayerArn = new LayerKey(ScopeOf(context), layer.Name).Arn,
                    LatestMatchingVersion = layer.Latest,
                }),
            ],
            NextMarker = page.Last.Name is { } name ? ListMark.Format("layers", name) : null,
        });
    }

    public override ValueTask<AddLayerVersionPermissionResponse> AddLayerVersionPermission(
        AddLayerVersionPermissionRequest input, RequestContext context) =>
        AskLayer<AddLayerVersionPermissionResponse>(input.LayerName, new LayerCommand.AddPermission(input, NewRevision()), context);

    public override async ValueTask<RemoveLayerVersionPermissionOutput> RemoveLayerVersionPermission(
        RemoveLayerVersionPermissionRequest input, RequestContext context)
    {
        await AskLayer<Done>(input.LayerName, new LayerCommand.RemovePermission(input, NewRevision()), context).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<GetLayerVersionPolicyResponse> GetLayerVersionPolicy(GetLayerVersionPolicyRequest input, RequestContext context)
    {
        var key = LayerKey.Parse(ScopeOf(context), input.LayerName);
        var row = FindVersion(key, input.VersionNumber) ?? throw Errors.NoLayerVersion(key, input.VersionNumber);
        return new(row.Policy is { } policy ? ShapeJson.Read<GetLayerVersionPolicyResponse>(policy) : throw new ResourceNotFoundException(
            "No policy is associated with the given resource."));
    }

    private static string ScopeOf(RequestContext context) => FunctionKey.ScopeOf(context.Region, context.AccountId);

    private static LayerVersionsListItem Item(LayerVersionRow row)
    {
        var value = ShapeJson.Read<GetLayerVersionResponse>(row.Value);
        return new LayerVersionsListItem
        {
            LayerVersionArn = value.LayerVersionArn,
            Version = value.Version,
            Description = value.Description,
            CreatedDate = value.CreatedDate,
            CompatibleArchitectures = value.CompatibleArchitectures,
            CompatibleRuntimes = value.CompatibleRuntimes,
            LicenseInfo = value.LicenseInfo,
        };
    }

    private static bool Fits(LayerVersionsListItem item, string? runtime, string? architecture) =>
        (runtime is null || item.CompatibleRuntimes?.Contains(runtime) is true)
        && (architecture is null || item.CompatibleArchitectures?.Contains(architecture) is true);

    private static GetLayerVersionResponse Describe(LayerVersionRow row, RequestContext context)
    {
        var value = ShapeJson.Read<GetLayerVersionResponse>(row.Value);
        return value with { Content = value.Content! with { Location = LocationOf(row.Code, context) } };
    }

    private LayerVersionRow Version(string layerName, long number, RequestContext context)
    {
        CheckNumber(number);
        return FindVersion(LayerKey.Parse(ScopeOf(context), layerName), number) ?? throw Errors.NoResource();
    }

    private LayerVersionRow? FindVersion(LayerKey key, long number)
    {
        using var lease = _store.RentReader();
        return lease.Reader.FindLayerVersion(key, number);
    }

    private static void CheckNumber(long number)
    {
        if (number < 1)
            throw Errors.Invalid("Layer Version Cannot be less than 1");
    }

    private ValueTask<TAnswer> AskLayer<TAnswer>(string layerName, LayerCommand command, RequestContext context) =>
        Partitions.Ask<TAnswer>(LayerKind.AddressOf(LayerKey.Parse(ScopeOf(context), layerName)), command);

    /// <summary>The layers that a function is to have.</summary>
    private ChosenLayers Layers(IReadOnlyList<string>? arns, RequestContext context)
    {
        if (arns is null || arns.Count == 0)
            return ChosenLayers.None;
        if (arns.Count > MaxLayers)
            throw Errors.Invalid($"Cannot reference more than {MaxLayers} layers.");
        using var lease = _store.RentReader();
        Dictionary<LayerKey, string> seen = [];
        List<LayerVersionRow> rows = [];
        foreach (var arn in arns)
        {
            var (key, number) = LayerKey.ParseVersion(arn);
            if (!key.Scope.StartsWith($"{context.Region}:", StringComparison.Ordinal))
            {
                throw Errors.Invalid(
                    $"Layers are not in the same region as the function. Layers are expected to be in region {context.Region}.");
            }
            if (seen.TryGetValue(key, out var other))
            {
                throw Errors.Invalid(
                    "Two different versions of the same layer are not allowed to be referenced in the same function. "
                    + $"{other} and {arn} are versions of the same layer.");
            }
            seen[key] = arn;
            rows.Add(lease.Reader.FindLayerVersion(key, number) ?? throw Errors.Invalid($"Layer version {arn} does not exist."));
        }
        FunctionCheck.LayerSize(rows.Sum(row => row.UnzippedBytes));
        return new ChosenLayers(
            [.. rows.Select((row, i) => new Layer { Arn = arns[i], CodeSize = ShapeJson.Read<GetLayerVersionResponse>(row.Value).Content!.CodeSize })],
            [.. rows.Select(row => row.Code)],
            rows.Sum(row => row.UnzippedBytes));
    }

    /// <summary>Of the layers that a function has; those that are deleted meanwhile do not count.</summary>
    private long LayerBytes(FunctionConfiguration configuration)
    {
        using var lease = _store.RentReader();
        var reader = lease.Reader;
        return (configuration.Layers ?? [])
            .Select(layer => LayerKey.ParseVersion(layer.Arn!))
            .Sum(layer => reader.FindLayerVersion(layer.Key, layer.Number)?.UnzippedBytes ?? 0);
    }
}
