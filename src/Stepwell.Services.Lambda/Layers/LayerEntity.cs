using System.Collections.Immutable;
using System.Globalization;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Policies;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Layers;

/// <summary>A layer: its versions and their policies. A number is given once, also when its version has been deleted.</summary>
internal sealed class LayerEntity(LayerKey key, LayerRow? row, ImmutableSortedDictionary<long, LayerVersionRow> versions) : IEntity
{
    private LayerRow _row = row ?? new LayerRow(key.Scope, key.Name, LastVersion: 0);
    private ImmutableSortedDictionary<long, LayerVersionRow> _versions = versions;

    public void Handle(object command, IActivation activation)
    {
        try
        {
            activation.Reply(command switch
            {
                LayerCommand.Publish publish => Publish(publish, activation),
                LayerCommand.Delete(var number) => Delete(number, activation),
                LayerCommand.AddPermission(var input, var revision) => AddPermission(input, revision, activation),
                LayerCommand.RemovePermission(var input, var revision) => RemovePermission(input, revision, activation),
                _ => throw new InvalidOperationException($"A layer does not know {command.GetType().Name}."),
            });
        }
        catch (AwsException refusal)
        {
            // Refusals come before the first write.
            activation.ReplyError(refusal);
        }
    }

    private GetLayerVersionResponse Publish(LayerCommand.Publish command, IActivation activation)
    {
        var (input, package) = (command.Input, command.Package);
        _row = _row with { LastVersion = _row.LastVersion + 1 };
        var value = new GetLayerVersionResponse
        {
            Content = new LayerVersionContentOutput { CodeSha256 = package.Sha256, CodeSize = package.Size },
            LayerArn = key.Arn,
            LayerVersionArn = key.VersionArn(_row.LastVersion),
            Description = input.Description ?? "",
            CreatedDate = TimeText.Format(activation.Now),
            Version = _row.LastVersion,
            CompatibleArchitectures = input.CompatibleArchitectures,
            CompatibleRuntimes = input.CompatibleRuntimes,
            LicenseInfo = input.LicenseInfo,
        };
        activation.Upsert(FunctionTables.Layers, _row);
        activation.Upsert(FunctionTables.CodeUses, new CodeUseRow(package.Hash, Owner(_row.LastVersion)));
        Put(new LayerVersionRow(
            key.Scope, key.Name, _row.LastVersion, ShapeJson.Write(value).ToArray(), package.Hash, package.UnzippedBytes, Policy: null), activation);
        activation.Count(FunctionTallies.Of(key.Scope).CodeBytes, package.Size);
        return value;
    }

    private Done Delete(long number, IActivation activation)
    {
        if (!_versions.TryGetValue(number, out var version))
            return Done.Instance;
        _versions = _versions.Remove(number);
        activation.Delete(FunctionTables.LayerVersions, version);
        activation.DeleteKey(FunctionTables.CodeUses, version.Code, Owner(number));
        activation.Count(FunctionTallies.Of(key.Scope).CodeBytes, -(ShapeJson.Read<GetLayerVersionResponse>(version.Value).Content?.CodeSize ?? 0));
        return Done.Instance;
    }

    private AddLayerVersionPermissionResponse AddPermission(AddLayerVersionPermissionRequest input, string revision, IActivation activation)
    {
        var version = Version(input.VersionNumber);
        var (old, policy) = PolicyOf(version);
        Errors.CheckRevision(input.RevisionId, old?.RevisionId, "GetLayerPolicy");
        if (policy.Has(input.StatementId))
        {
            throw new ResourceConflictException(
                $"The statement id ({input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.");
        }
        var statement = LayerStatement.Of(input, key.VersionArn(version.Number));
        Put(WithPolicy(version, policy.With(statement), revision), activation);
        return new AddLayerVersionPermissionResponse { Statement = statement, RevisionId = revision };
    }

    private Done RemovePermission(RemoveLayerVersionPermissionRequest input, string revision, IActivation activation)
    {
        var version = Version(input.VersionNumber);
        var (old, policy) = PolicyOf(version);
        if (!policy.Has(input.StatementId))
            throw new ResourceNotFoundException($"Statement {input.StatementId} is not found in resource policy.");
        Errors.CheckRevision(input.RevisionId, old?.RevisionId, "GetLayerPolicy");
        Put(WithPolicy(version, policy.Without(input.StatementId), revision), activation);
        return Done.Instance;
    }

    private LayerVersionRow Version(long number) => _versions.GetValueOrDefault(number) ?? throw Errors.NoLayerVersion(key, number);

    private static (GetLayerVersionPolicyResponse? Old, Policy Policy) PolicyOf(LayerVersionRow version)
    {
        var old = version.Policy is null ? null : ShapeJson.Read<GetLayerVersionPolicyResponse>(version.Policy);
        return (old, Policy.Parse(old?.Policy));
    }

    private static LayerVersionRow WithPolicy(LayerVersionRow version, Policy policy, string revision) => version with
    {
        Policy = policy.IsEmpty
            ? null
            : ShapeJson.Write(new GetLayerVersionPolicyResponse { Policy = policy.ToString(), RevisionId = revision }).ToArray(),
    };

    private void Put(LayerVersionRow version, IActivation activation)
    {
        _versions = _versions.SetItem(version.Number, version);
        activation.Upsert(FunctionTables.LayerVersions, version);
    }

    private string Owner(long number) => string.Create(CultureInfo.InvariantCulture, $"layer {key.Arn} {number}");
}
