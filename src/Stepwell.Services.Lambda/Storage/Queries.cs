using System.Collections.Immutable;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Storage;

/// <summary>Reads that several places need.</summary>
internal static class Queries
{
    /// <summary>A function with all that belongs to it.</summary>
    public static FunctionRecord? FindFunction(this IStoreReader reader, FunctionKey key) =>
        reader.Range(FunctionTables.Functions, new RowRange { Index = FunctionTables.FunctionsByName, Prefix = [key.Scope, key.Name], Limit = 1 })
            .FirstOrDefault() is { } row
            ? reader.LoadFunction(row)
            : null;

    public static FunctionRecord LoadFunction(this IStoreReader reader, FunctionRow row) => new(
        row,
        reader.VersionsOf(row.Id).Select(VersionRecord.OfRow).ToImmutableSortedDictionary(version => version.Number, version => version),
        reader.Range(FunctionTables.Settings, new RowRange { Prefix = [row.Id] })
            .ToImmutableSortedDictionary(setting => new SettingKey(setting.Kind, setting.Name), setting => setting));

    public static SettingRow? FindUrl(this IStoreReader reader, string urlId) =>
        reader.Range(FunctionTables.Settings, new RowRange { Index = FunctionTables.SettingsByUrl, Prefix = [urlId], Limit = 1 }).FirstOrDefault();

    /// <summary>Functions for which something of that kind is configured.</summary>
    public static IEnumerable<FunctionKey> FunctionsWith(this IStoreReader reader, string settingKind) => reader
        .Range(FunctionTables.Settings, new RowRange { Index = FunctionTables.SettingsByKind, Prefix = [settingKind] })
        .Select(setting => setting.FunctionId).Distinct()
        .Select(id => reader.Find(FunctionTables.Functions, id)).OfType<FunctionRow>()
        .Select(row => FunctionKey.OfRow(row.Scope, row.Name));

    /// <summary>By number, <c>$LATEST</c> first.</summary>
    public static IEnumerable<VersionRow> VersionsOf(this IStoreReader reader, long functionId) =>
        reader.Range(FunctionTables.Versions, new RowRange { Prefix = [functionId] });

    /// <summary>Functions of a scope in the order of their names.</summary>
    /// <param name="after">The name after which the listing goes on.</param>
    public static IEnumerable<FunctionRow> FunctionsOf(this IStoreReader reader, string scope, string? after) => reader.Range(
        FunctionTables.Functions,
        new RowRange { Index = FunctionTables.FunctionsByName, Prefix = [scope], After = after is null ? [] : [after] });

    public static bool IsCodeUsed(this IStoreReader reader, string code) =>
        reader.Range(FunctionTables.CodeUses, new RowRange { Prefix = [code], Limit = 1 }).Any();

    public static LayerVersionRow? FindLayerVersion(this IStoreReader reader, LayerKey key, long number) =>
        reader.Find(FunctionTables.LayerVersions, key.Scope, key.Name, number);

    /// <summary>By number, the oldest first.</summary>
    public static IEnumerable<LayerVersionRow> LayerVersionsOf(this IStoreReader reader, LayerKey key, bool isDescending = false) =>
        reader.Range(FunctionTables.LayerVersions, new RowRange { Prefix = [key.Scope, key.Name], Descending = isDescending });

    /// <summary>Layers of a scope in the order of their names, those without a version too.</summary>
    /// <param name="after">The name after which the listing goes on.</param>
    public static IEnumerable<LayerRow> LayersOf(this IStoreReader reader, string scope, string? after) =>
        reader.Range(FunctionTables.Layers, new RowRange { Prefix = [scope], After = after is null ? [] : [after] });

    /// <summary>Code signing configurations of a scope in the order of their ids.</summary>
    /// <param name="after">The id after which the listing goes on.</param>
    public static IEnumerable<CodeSigningRow> CodeSigningOf(this IStoreReader reader, string scope, string? after) =>
        reader.Range(FunctionTables.CodeSigning, new RowRange { Prefix = [scope], After = after is null ? [] : [after] });

    /// <summary>Functions with a code signing configuration, in the order of their names.</summary>
    public static IEnumerable<FunctionRow> FunctionsSignedBy(this IStoreReader reader, string codeSigningArn, string? after) => reader.Range(
        FunctionTables.Functions,
        new RowRange { Index = FunctionTables.FunctionsByCodeSigning, Prefix = [codeSigningArn], After = after is null ? [] : [after] });
}
