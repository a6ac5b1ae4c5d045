using System.Collections.Immutable;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Creation of functions, and changes of their code and configuration.</summary>
internal static class LifecycleDecisions
{
    public static Decision Create(FunctionRecord? record, FunctionCommand.Create command, Situation situation)
    {
        if (record is not null)
            throw new ResourceConflictException($"Function already exist: {situation.Key.Name}");
        var row = new FunctionRow(
            situation.NewId(), situation.Key.Scope, situation.Key.Name, LastVersion: 0, Reserved: null, command.CodeSigning,
            RecursiveLoop.Terminate, RowDecisions.TagBytes(command.Tags));
        var latest = new VersionRecord(0, Settled(command.Configuration, situation), command.Code);
        var next = new FunctionRecord(
            row, ImmutableSortedDictionary<long, VersionRecord>.Empty.Add(0, latest), ImmutableSortedDictionary<SettingKey, SettingRow>.Empty);
        return command.PublishedRevision is { } revision
            ? VersionDecisions.Publish(next, description: null, revision, situation)
            : new Decision(next, latest.Configuration);
    }

    public static Decision UpdateCode(FunctionRecord record, FunctionCommand.UpdateCode command, Situation situation)
    {
        var (latest, input) = (record.Latest, command.Input);
        Errors.CheckRevision(input.RevisionId, latest.RevisionId);
        CheckPackageType(latest.Configuration, command.Code.PackageType == PackageType.Image);
        var code = latest.Code with { Package = command.Code.Package, UnzippedBytes = command.Code.UnzippedBytes };
        var configuration = latest.Configuration with
        {
            CodeSha256 = command.Code.Sha256,
            CodeSize = command.Code.Size,
            Architectures = input.Architectures ?? latest.Configuration.Architectures,
            RevisionId = command.Revision,
        };
        if (input.DryRun is true)
            return new Decision(record, configuration);
        var updated = latest with { Configuration = Settled(configuration, situation), Code = code };
        var next = record.With(updated);
        return command.PublishedRevision is { } revision
            ? VersionDecisions.Publish(next, description: null, revision, situation)
            : new Decision(next, updated.Configuration);
    }

    /// <summary>A package cannot follow an image, nor an image a package.</summary>
    public static void CheckPackageType(FunctionConfiguration kept, bool isImage)
    {
        if (isImage != (kept.PackageType == PackageType.Image))
        {
            throw Errors.Invalid(
                isImage
                    ? "Please don't provide ImageUri when updating a function with packageType Zip."
                    : "Please provide ImageUri when updating a function with packageType Image.");
        }
    }

    public static Decision UpdateConfiguration(FunctionRecord record, FunctionCommand.UpdateConfiguration command, Situation situation)
    {
        var latest = record.Latest;
        Errors.CheckRevision(command.Input.RevisionId, latest.RevisionId);
        var configuration = ConfigurationText.Merge(latest.Configuration, command.Input) with { RevisionId = command.Revision };
        var code = latest.Code;
        if (command.Layers is { } layers)
        {
            configuration = configuration with { Layers = layers.Shown.Count == 0 ? null : layers.Shown };
            code = code with { Layers = layers.Codes };
            FunctionCheck.CombinedSize(code.UnzippedBytes, layers.UnzippedBytes);
        }
        FunctionCheck.Configuration(configuration);
        var updated = latest with { Configuration = Settled(configuration, situation), Code = code };
        return new Decision(record.With(updated), updated.Configuration);
    }

    /// <summary>Nothing has to be prepared before a function can run, so what is changed is ready at once.</summary>
    private static FunctionConfiguration Settled(FunctionConfiguration configuration, Situation situation) => configuration with
    {
        LastModified = situation.NowText,
        State = State.Active,
        LastUpdateStatus = LastUpdateStatus.Successful,
    };
}
