using System.Collections.Immutable;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>A function with all that belongs to it. Immutable: decisions make the next one, and what differs is written.</summary>
/// <param name="Versions">By number; <c>$LATEST</c> is 0 and always there.</param>
internal sealed record FunctionRecord(
    FunctionRow Row, ImmutableSortedDictionary<long, VersionRecord> Versions, ImmutableSortedDictionary<SettingKey, SettingRow> Settings)
{
    public FunctionKey Key => FunctionKey.OfRow(Row.Scope, Row.Name);

    public VersionRecord Latest => Versions[0];

    /// <summary>What no other function can have: what it has reserved, else what it has provisioned.</summary>
    public long ClaimedConcurrency => Row.Reserved ?? Provisioning.Allocation.Total(this);

    public IReadOnlyDictionary<string, string> Tags => ShapeJson.Read<ListTagsResponse>(Row.Tags).Tags ?? ImmutableDictionary<string, string>.Empty;

    /// <summary>The version of that name, if there is one.</summary>
    public VersionRecord? Version(string name)
    {
        if (name == FunctionReference.Latest)
            return Latest;
        return FunctionReference.IsNumber(name) && long.TryParse(name, out var number) && number > 0 ? Versions.GetValueOrDefault(number) : null;
    }

    public AliasConfiguration? Alias(string name) => Setting<AliasConfiguration>(SettingKind.Alias, name);

    /// <summary>The version that a qualifier stands for; of an alias the first.</summary>
    /// <exception cref="ResourceNotFoundException">There is none.</exception>
    public VersionRecord Resolve(string? qualifier)
    {
        if (qualifier is null)
            return Latest;
        return Version(Alias(qualifier)?.FunctionVersion ?? qualifier) ?? throw Errors.NoFunction(Key.ArnOf(qualifier));
    }

    public bool HasQualifier(string qualifier) => Version(qualifier) is not null || Settings.ContainsKey(new SettingKey(SettingKind.Alias, qualifier));

    /// <exception cref="ResourceNotFoundException">There is no such version or alias.</exception>
    public void CheckQualifier(string? qualifier)
    {
        if (qualifier is not null && !HasQualifier(qualifier))
            throw Errors.NoFunction(Key.ArnOf(qualifier));
    }

    public T? Setting<T>(string kind, string name)
        where T : class, IShape<T> =>
        Settings.TryGetValue(new SettingKey(kind, name), out var row) ? ShapeJson.Read<T>(row.Value) : null;

    /// <summary>All of a kind, in the order of their names.</summary>
    public IEnumerable<(string Name, T Value)> SettingsOf<T>(string kind)
        where T : class, IShape<T> =>
        Settings.Values.Where(row => row.Kind == kind).Select(row => (row.Name, ShapeJson.Read<T>(row.Value)));

    public FunctionRecord With<T>(string kind, string name, T value, string? urlId = null)
        where T : class, IShape<T> => this with
        {
            Settings = Settings.SetItem(new SettingKey(kind, name), new SettingRow(Row.Id, kind, name, ShapeJson.Write(value).ToArray(), urlId)),
        };

    public FunctionRecord Without(string kind, string name) => this with { Settings = Settings.Remove(new SettingKey(kind, name)) };

    public FunctionRecord With(VersionRecord version) => this with { Versions = Versions.SetItem(version.Number, version) };
}

internal readonly record struct SettingKey(string Kind, string Name) : IComparable<SettingKey>
{
    public int CompareTo(SettingKey other) => string.CompareOrdinal(Kind, other.Kind) is not 0 and var order ? order : string.CompareOrdinal(Name, other.Name);
}

/// <summary>What belongs to a function under a name. On disk.</summary>
internal static class SettingKind
{
    public const string Alias = "alias";
    public const string Events = "events";
    public const string Policy = "policy";
    public const string Provisioned = "provisioned";
    public const string RuntimeManagement = "runtime";
    public const string Url = "url";
}
