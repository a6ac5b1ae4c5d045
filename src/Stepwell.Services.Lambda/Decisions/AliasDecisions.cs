using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Aliases: names for one version, or for two that share the invocations.</summary>
internal static class AliasDecisions
{
    public static Decision Create(FunctionRecord record, FunctionCommand.CreateAlias command)
    {
        var input = command.Input;
        var arn = record.Key.ArnOf(input.Name);
        if (record.Alias(input.Name) is not null)
            throw new ResourceConflictException($"Alias already exists: {arn}");
        return Put(record, new AliasConfiguration
        {
            AliasArn = arn,
            Name = input.Name,
            FunctionVersion = input.FunctionVersion,
            Description = input.Description ?? "",
            RoutingConfig = OrNone(input.RoutingConfig),
            RevisionId = command.Revision,
        });
    }

    public static Decision Update(FunctionRecord record, FunctionCommand.UpdateAlias command)
    {
        var input = command.Input;
        var old = record.Alias(input.Name) ?? throw Errors.NoAlias(record.Key.ArnOf(input.Name));
        Errors.CheckRevision(input.RevisionId, old.RevisionId);
        return Put(record, old with
        {
            FunctionVersion = input.FunctionVersion ?? old.FunctionVersion,
            Description = input.Description ?? old.Description,
            RoutingConfig = input.RoutingConfig is null ? old.RoutingConfig : OrNone(input.RoutingConfig),
            RevisionId = command.Revision,
        });
    }

    /// <remarks>Of an alias that is not there too: it is done.</remarks>
    public static Decision Delete(FunctionRecord record, string name)
    {
        if (FunctionReference.IsVersion(name) || record.Alias(name) is null)
            return Decision.Done(record);
        var next = record;
        foreach (var setting in record.Settings.Values.Where(setting => setting.Name == name))
            next = next.Without(setting.Kind, setting.Name);
        return Decision.Done(next);
    }

    private static Decision Put(FunctionRecord record, AliasConfiguration alias)
    {
        if (record.Version(alias.FunctionVersion!) is null)
            throw Errors.NoFunction(record.Key.ArnOf(alias.FunctionVersion));
        CheckRouting(record, alias);
        var next = record.With(SettingKind.Alias, alias.Name!, alias);
        ConcurrencyDecisions.CheckAlias(next, alias.Name!);
        return new Decision(next, alias);
    }

    private static void CheckRouting(FunctionRecord record, AliasConfiguration alias)
    {
        if (alias.RoutingConfig?.AdditionalVersionWeights is not { } weights)
            return;
        if (weights.Count > 1)
            throw Errors.Invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
        if (alias.FunctionVersion == FunctionReference.Latest)
            throw Errors.Invalid("$LATEST is not supported for an alias pointing to more than 1 version");
        var version = weights.Keys.Single();
        if (version == alias.FunctionVersion)
            throw Errors.Invalid($"Invalid function version {version}. Function version {version} is already included in routing configuration.");
        if (record.Version(version) is null)
            throw Errors.NoFunction(record.Key.ArnOf(version));
    }

    /// <summary>An empty routing takes the other version away.</summary>
    private static AliasRoutingConfiguration? OrNone(AliasRoutingConfiguration? given) =>
        given?.AdditionalVersionWeights is { Count: > 0 } ? given : null;
}
