using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Provisioning;

/// <summary>The environments that one version is to have.</summary>
/// <param name="Qualifier">The version, or the alias that leads to it, for which they were asked.</param>
/// <param name="Request">As it is kept: another object when they are asked for again.</param>
internal sealed record Allocation(string Qualifier, long Version, string RevisionId, int Count, SettingRow Request)
{
    public bool IsOfAlias => !FunctionReference.IsNumber(Qualifier);

    public string VersionName => VersionRecord.NameOf(Version);

    /// <summary>All of a function. No version has two.</summary>
    public static IReadOnlyList<Allocation> Of(FunctionRecord? record) => record is null
        ? []
        : [.. record.Settings.Values.Where(row => row.Kind == SettingKind.Provisioned).SelectMany(row => Of(record, row))];

    /// <summary>What they are together.</summary>
    public static long Total(FunctionRecord record) => record.SettingsOf<ProvisionedConcurrencyConfigListItem>(SettingKind.Provisioned)
        .Sum(config => (long)config.Value.RequestedProvisionedConcurrentExecutions!.Value);

    /// <summary>Of an alias with two versions each has its share. How Lambda divides it is not documented.</summary>
    private static IEnumerable<Allocation> Of(FunctionRecord record, SettingRow row)
    {
        var count = ShapeJson.Read<ProvisionedConcurrencyConfigListItem>(row.Value).RequestedProvisionedConcurrentExecutions!.Value;
        var (second, weight) = record.Alias(row.Name)?.RoutingConfig?.AdditionalVersionWeights?.FirstOrDefault() ?? default;
        var others = (int)Math.Ceiling(count * weight);
        if (count > others)
            yield return Of(record.Resolve(row.Name), count - others);
        if (others > 0)
            yield return Of(record.Resolve(second), others);

        Allocation Of(VersionRecord version, int share) => new(row.Name, version.Number, version.RevisionId, share, row);
    }
}
