using System.Collections.Immutable;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>What is asked of a function. Inputs keep the model's constraints; packages and layers have been looked at.</summary>
internal abstract record FunctionCommand
{
    /// <param name="Configuration">All but what only the function knows: time and state.</param>
    /// <param name="PublishedRevision">The revision id of version 1; null: nothing is published.</param>
    public sealed record Create(
        FunctionConfiguration Configuration,
        VersionCode Code,
        IReadOnlyDictionary<string, string> Tags,
        string? CodeSigning,
        string? PublishedRevision) : FunctionCommand;

    public sealed record UpdateCode(UpdateFunctionCodeRequest Input, NewCode Code, string Revision, string? PublishedRevision) : FunctionCommand;

    /// <param name="Layers">Null: they stay.</param>
    public sealed record UpdateConfiguration(UpdateFunctionConfigurationRequest Input, ChosenLayers? Layers, string Revision) : FunctionCommand;

    public sealed record Publish(PublishVersionRequest Input, string Revision) : FunctionCommand;

    /// <param name="Qualifier">Null: all of the function.</param>
    public sealed record Delete(string? Qualifier) : FunctionCommand;

    public sealed record CreateAlias(CreateAliasRequest Input, string Revision) : FunctionCommand;

    public sealed record UpdateAlias(UpdateAliasRequest Input, string Revision) : FunctionCommand;

    public sealed record DeleteAlias(string Name) : FunctionCommand;

    public sealed record AddPermission(AddPermissionRequest Input, string? Qualifier, string Revision) : FunctionCommand;

    public sealed record RemovePermission(RemovePermissionRequest Input, string? Qualifier, string Revision) : FunctionCommand;

    /// <param name="Count">Null: it shares what the account has left.</param>
    public sealed record Reserve(int? Count) : FunctionCommand;

    /// <param name="Count">Null: none any more.</param>
    public sealed record Provision(string Qualifier, int? Count) : FunctionCommand;

    /// <param name="KeepsOthers">What is not given stays as it is.</param>
    public sealed record PutEvents(string? Qualifier, FunctionEventInvokeConfig Given, bool KeepsOthers) : FunctionCommand;

    public sealed record DeleteEvents(string? Qualifier) : FunctionCommand;

    /// <param name="UrlId">For the new URL.</param>
    public sealed record CreateUrl(CreateFunctionUrlConfigRequest Input, string? Qualifier, string UrlId) : FunctionCommand;

    public sealed record UpdateUrl(UpdateFunctionUrlConfigRequest Input, string? Qualifier) : FunctionCommand;

    public sealed record DeleteUrl(string? Qualifier) : FunctionCommand;

    public sealed record Tag(IReadOnlyDictionary<string, string> Tags) : FunctionCommand;

    public sealed record Untag(IReadOnlyList<string> Keys) : FunctionCommand;

    /// <param name="Arn">Null: none any more.</param>
    public sealed record SetCodeSigning(string? Arn) : FunctionCommand;

    public sealed record SetRecursion(string RecursiveLoop) : FunctionCommand;

    public sealed record SetRuntimeManagement(string? Qualifier, string UpdateRuntimeOn, string? RuntimeVersionArn) : FunctionCommand;
}

/// <summary>A deployment package that has been taken in, or the address of a program.</summary>
/// <param name="Package">As <see cref="VersionCode.Package"/>.</param>
/// <param name="PackageType">As the API has it.</param>
internal sealed record NewCode(string Package, string PackageType, string Sha256, long Size, long UnzippedBytes);

/// <param name="Shown">As a configuration has them.</param>
/// <param name="Codes">Hashes of their packages.</param>
internal sealed record ChosenLayers(IReadOnlyList<Layer> Shown, ImmutableArray<string> Codes, long UnzippedBytes)
{
    public static readonly ChosenLayers None = new([], [], 0);
}
