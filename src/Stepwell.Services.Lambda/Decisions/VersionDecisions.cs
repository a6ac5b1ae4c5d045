using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Publishing of versions, and the end of versions and functions.</summary>
internal static class VersionDecisions
{
    public static Decision Publish(FunctionRecord record, FunctionCommand.Publish command, Situation situation)
    {
        var (latest, input) = (record.Latest, command.Input);
        Errors.CheckRevision(input.RevisionId, latest.RevisionId);
        if (!string.IsNullOrEmpty(input.CodeSha256) && input.CodeSha256 != latest.Configuration.CodeSha256)
        {
            throw Errors.Invalid(
                $"CodeSHA256 ({input.CodeSha256}) is different from current CodeSHA256 in $LATEST ({latest.Configuration.CodeSha256}). "
                + "Please try again with the CodeSHA256 in $LATEST.");
        }
        return Publish(record, input.Description, command.Revision, situation);
    }

    /// <summary>Makes a version of what <c>$LATEST</c> is, unless the last one is the same.</summary>
    /// <param name="description">Null: that of <c>$LATEST</c>.</param>
    public static Decision Publish(FunctionRecord record, string? description, string revision, Situation situation)
    {
        var latest = record.Latest;
        if (record.Versions.GetValueOrDefault(record.Row.LastVersion) is { Number: > 0 } last && IsSame(last, latest, description))
            return new Decision(record, last.Configuration);
        var number = record.Row.LastVersion + 1;
        var name = VersionRecord.NameOf(number);
        var configuration = latest.Configuration with
        {
            FunctionArn = situation.Key.ArnOf(name),
            Version = name,
            Description = description ?? latest.Configuration.Description,
            RevisionId = revision,
        };
        var next = record.With(new VersionRecord(number, configuration, latest.Code)) with
        {
            Row = record.Row with { LastVersion = number },
        };
        return new Decision(next, configuration);
    }

    public static Decision Delete(FunctionRecord record, string? qualifier)
    {
        if (qualifier is null)
            return Decision.Done(null);
        if (qualifier == FunctionReference.Latest)
            throw Errors.Invalid("$LATEST version cannot be deleted without deleting the function.");
        if (!FunctionReference.IsNumber(qualifier))
            throw Errors.Invalid("Deletion of aliases is not currently supported.");
        if (record.Version(qualifier) is not { } version)
            return Decision.Done(record);
        var aliases = record.SettingsOf<AliasConfiguration>(SettingKind.Alias).Where(alias => Names(alias.Value, qualifier)).Select(alias => alias.Name).ToList();
        if (aliases.Count > 0)
            throw new ResourceConflictException($"Unable to delete version because the following aliases reference it: [{string.Join(", ", aliases)}]");
        var next = record with { Versions = record.Versions.Remove(version.Number) };
        foreach (var setting in record.Settings.Values.Where(setting => setting.Kind != SettingKind.Alias && setting.Name == qualifier))
            next = next.Without(setting.Kind, setting.Name);
        return Decision.Done(next);
    }

    private static bool Names(AliasConfiguration alias, string version) =>
        alias.FunctionVersion == version || alias.RoutingConfig?.AdditionalVersionWeights?.ContainsKey(version) is true;

    /// <summary>Whether nothing has changed since. When it was changed and what revision it is does not count; nor does the ARN.</summary>
    private static bool IsSame(VersionRecord last, VersionRecord latest, string? description) =>
        last.Code.Package == latest.Code.Package
        && Bytes(last.Configuration, last.Configuration.Description)
            .SequenceEqual(Bytes(latest.Configuration, description ?? latest.Configuration.Description));

    private static ReadOnlySpan<byte> Bytes(FunctionConfiguration configuration, string? description) => Wire.Shapes.ShapeJson.Write(configuration with
    {
        FunctionArn = null,
        Version = null,
        RevisionId = null,
        LastModified = null,
        Description = description,
    }).Span;
}
