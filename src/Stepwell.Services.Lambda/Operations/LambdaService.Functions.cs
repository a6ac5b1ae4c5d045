using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Functions: creation, changes, descriptions and the end.</summary>
public sealed partial class LambdaService
{
    /// <summary>AWS gives no more in one answer either.</summary>
    private const int MaxListing = 50;

    public override async ValueTask<FunctionConfiguration> CreateFunction(CreateFunctionRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, qualifier: null, context);
        RefuseUnwritten(input.Code.S3Bucket ?? input.Code.S3Key, input.FileSystemConfigs);
        if (reference.Qualifier is not null)
            throw Errors.Invalid($"The function name {input.FunctionName} must not have a qualifier.");
        FunctionCheck.TagCount(input.Tags?.Count ?? 0);
        CheckRuntime(input.Runtime);
        var layers = Layers(input.Layers, context);
        CheckCodeSigning(input.CodeSigningConfigArn);
        // What is refused for a word must not cost the unpacking of a package first.
        FunctionCheck.Configuration(ConfigurationText.New(input, reference.Key, Undelivered(input.PackageType), layers.Shown, revision: ""));
        if (_directory.Find(reference.Key) is not null)
            throw new ResourceConflictException($"Function already exist: {reference.Key.Name}");

        var code = await Deliver(input.Code.ZipFile, input.Code.ImageUri, input.PackageType).ConfigureAwait(false);
        FunctionCheck.CombinedSize(code.UnzippedBytes, layers.UnzippedBytes);
        var create = new FunctionCommand.Create(
            ConfigurationText.New(input, reference.Key, code, layers.Shown, NewRevision()),
            new VersionCode(code.Package, code.UnzippedBytes, layers.Codes),
            input.Tags ?? new Dictionary<string, string>(),
            input.CodeSigningConfigArn,
            input.Publish is true ? NewRevision() : null);
        return await Ask<FunctionConfiguration>(reference.Key, create).ConfigureAwait(false);
    }

    public override ValueTask<GetFunctionResponse> GetFunction(GetFunctionRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var record = Record(reference);
        var version = record.Resolve(reference.Qualifier);
        return new(new GetFunctionResponse
        {
            Configuration = Show(record, version, reference.Qualifier),
            Code = version.Code.Address is { } address
                ? new FunctionCodeLocation { RepositoryType = "ECR", ImageUri = address.OriginalString, ResolvedImageUri = address.OriginalString }
                : new FunctionCodeLocation { RepositoryType = "S3", Location = LocationOf(version.Code.Package, context) },
            Tags = record.Tags.Count == 0 ? null : record.Tags,
            Concurrency = record.Row.Reserved is { } reserved ? new Concurrency { ReservedConcurrentExecutions = (int)reserved } : null,
        });
    }

    public override ValueTask<FunctionConfiguration> GetFunctionConfiguration(GetFunctionConfigurationRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var record = Record(reference);
        return new(Show(record, record.Resolve(reference.Qualifier), reference.Qualifier));
    }

    public override async ValueTask<FunctionConfiguration> UpdateFunctionCode(UpdateFunctionCodeRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, qualifier: null, context);
        RefuseUnwritten(input.S3Bucket ?? input.S3Key, fileSystems: null);
        var record = Record(reference);
        Errors.CheckRevision(input.RevisionId, record.Latest.RevisionId);
        LifecycleDecisions.CheckPackageType(record.Latest.Configuration, isImage: input.ImageUri is not null);
        var code = await Deliver(input.ZipFile, input.ImageUri, record.Latest.Configuration.PackageType).ConfigureAwait(false);
        FunctionCheck.CombinedSize(code.UnzippedBytes, LayerBytes(record.Latest.Configuration));
        var update = new FunctionCommand.UpdateCode(
            input with { ZipFile = null }, code, NewRevision(), input.Publish is true ? NewRevision() : null);
        return await Ask<FunctionConfiguration>(reference.Key, update).ConfigureAwait(false);
    }

    public override async ValueTask<FunctionConfiguration> UpdateFunctionConfiguration(
        UpdateFunctionConfigurationRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, qualifier: null, context);
        RefuseUnwritten(s3: null, input.FileSystemConfigs);
        CheckRuntime(input.Runtime);
        var layers = input.Layers is null ? null : Layers(input.Layers, context);
        var update = new FunctionCommand.UpdateConfiguration(input, layers, NewRevision());
        return await Ask<FunctionConfiguration>(reference.Key, update).ConfigureAwait(false);
    }

    public override async ValueTask<DeleteFunctionResponse> DeleteFunction(DeleteFunctionRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        await Ask(reference.Key, new FunctionCommand.Delete(reference.Qualifier)).ConfigureAwait(false);
        return new DeleteFunctionResponse { StatusCode = 204 };
    }

    public override ValueTask<ListFunctionsResponse> ListFunctions(ListFunctionsRequest input, RequestContext context)
    {
        var isAll = input.FunctionVersion == FunctionVersion.All;
        using var lease = _store.RentReader();
        var reader = lease.Reader;
        // A page ends with a function or within its versions; the mark says after which.
        var (afterName, afterNumber) = ListMark.Parse(input.Marker, "functions");
        var listed = reader.FunctionsOf(FunctionKey.ScopeOf(context.Region, context.AccountId), afterNumber is null ? afterName : null)
            .SkipWhile(row => afterNumber is not null && string.CompareOrdinal(row.Name, afterName) < 0)
            .SelectMany(row => reader.VersionsOf(row.Id)
                .Take(isAll ? int.MaxValue : 1)
                .Where(version => row.Name != afterName || version.Number > (afterNumber ?? long.MaxValue))
                .Select(version => (row.Name, Version: version)));
        var page = Page.Of(listed, Math.Min(input.MaxItems ?? MaxListing, MaxListing));
        return new(new ListFunctionsResponse
        {
            Functions = [.. page.Items.Select(item => Listed(VersionRecord.OfRow(item.Version), isAll))],
            NextMarker = page.Last is { Name: { } name } last ? ListMark.Format("functions", name, isAll ? last.Version.Number : null) : null,
        });
    }

    /// <summary>With the ARN that the caller asked for.</summary>
    private static FunctionConfiguration Show(FunctionRecord record, VersionRecord version, string? qualifier) =>
        version.Configuration with { FunctionArn = record.Key.ArnOf(qualifier) };

    private static FunctionConfiguration Listed(VersionRecord version, bool isQualified)
    {
        var configuration = version.Configuration;
        return configuration with
        {
            FunctionArn = isQualified && version.Number == 0 ? $"{configuration.FunctionArn}:{FunctionReference.Latest}" : configuration.FunctionArn,
            // Listings do not tell these, as in AWS's API reference of ListFunctions.
            State = null,
            StateReason = null,
            StateReasonCode = null,
            LastUpdateStatus = null,
            LastUpdateStatusReason = null,
            LastUpdateStatusReasonCode = null,
        };
    }

    private static NewCode Undelivered(string? packageType) => new("", packageType ?? PackageType.Zip, "", 0, 0);

    private void CheckRuntime(string? runtime)
    {
        if (runtime is null)
            return;
        FunctionCheck.Runtime(runtime);
        if (_host.WhyUnavailable(runtime) is { } reason)
            throw Errors.Invalid(reason);
    }

    private static void RefuseUnwritten(string? s3, IReadOnlyList<FileSystemConfig>? fileSystems)
    {
        if (s3 is not null)
            throw Errors.Invalid("This server does not take code from S3 yet. Please give the package itself as ZipFile.");
        if (fileSystems is { Count: > 0 })
            throw Errors.Invalid("This server does not offer file systems to functions.");
    }
}
