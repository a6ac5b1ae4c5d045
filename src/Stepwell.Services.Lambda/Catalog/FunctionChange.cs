using System.Collections.Immutable;
using System.Globalization;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Storage;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>Writes what a decision has changed: of rows that are the same object as before, nothing.</summary>
internal static class FunctionChange
{
    private static readonly ImmutableSortedDictionary<SettingKey, SettingRow> NoSettings = ImmutableSortedDictionary<SettingKey, SettingRow>.Empty;

    /// <param name="before">Null: there was no such function.</param>
    /// <param name="after">Null: there is none any more.</param>
    public static void Write(FunctionRecord? before, FunctionRecord? after, IActivation activation)
    {
        if (ReferenceEquals(before, after))
            return;
        if (after is null)
            activation.Delete(FunctionTables.Functions, before!.Row);
        else if (after.Row != before?.Row)
            activation.Upsert(FunctionTables.Functions, after.Row);
        WriteVersions(before, after, activation);
        WriteSettings(before, after, activation);
        Count(before, after, activation);
    }

    /// <summary>Revisions that were used before and are not any more.</summary>
    public static IEnumerable<string> Retired(FunctionRecord? before, FunctionRecord? after) => before is null
        ? []
        : before.Versions.Values.Select(version => version.RevisionId)
            .Except(after?.Versions.Values.Select(version => version.RevisionId) ?? []);

    private static void WriteVersions(FunctionRecord? before, FunctionRecord? after, IActivation activation)
    {
        foreach (var version in after?.Versions.Values ?? [])
        {
            var old = before?.Versions.GetValueOrDefault(version.Number);
            if (ReferenceEquals(old, version))
                continue;
            activation.Upsert(FunctionTables.Versions, version.ToRow(after!.Row.Id));
            WriteUses(after.Row.Id, old, version, activation);
        }
        foreach (var version in before?.Versions.Values ?? [])
        {
            if (after is not null && after.Versions.ContainsKey(version.Number))
                continue;
            activation.DeleteKey(FunctionTables.Versions, before!.Row.Id, version.Number);
            WriteUses(before.Row.Id, version, after: null, activation);
        }
    }

    private static void WriteUses(long functionId, VersionRecord? before, VersionRecord? after, IActivation activation)
    {
        var owner = string.Create(CultureInfo.InvariantCulture, $"function {functionId} {(after ?? before)!.Number}");
        var needed = after?.Code.Packages.ToHashSet() ?? [];
        foreach (var package in before?.Code.Packages.Distinct() ?? [])
            if (!needed.Contains(package))
                activation.DeleteKey(FunctionTables.CodeUses, package, owner);
        foreach (var package in needed)
            activation.Upsert(FunctionTables.CodeUses, new CodeUseRow(package, owner));
    }

    private static void WriteSettings(FunctionRecord? before, FunctionRecord? after, IActivation activation)
    {
        // First what goes: a URL may take its id with it.
        foreach (var (key, row) in before?.Settings ?? NoSettings)
            if (after is null || !after.Settings.ContainsKey(key))
                activation.Delete(FunctionTables.Settings, row);
        foreach (var (key, row) in after?.Settings ?? NoSettings)
            if (!ReferenceEquals(before?.Settings.GetValueOrDefault(key), row))
                activation.Upsert(FunctionTables.Settings, row);
    }

    private static void Count(FunctionRecord? before, FunctionRecord? after, IActivation activation)
    {
        var tallies = FunctionTallies.Of((after ?? before)!.Row.Scope);
        activation.Count(tallies.Functions, (after is null ? 0 : 1) - (before is null ? 0 : 1));
        activation.Count(tallies.CodeBytes, CodeBytes(after) - CodeBytes(before));
        activation.Count(tallies.Claimed, (after?.ClaimedConcurrency ?? 0) - (before?.ClaimedConcurrency ?? 0));
    }

    private static long CodeBytes(FunctionRecord? record) => record?.Versions.Values.Sum(version => version.Configuration.CodeSize ?? 0) ?? 0;
}

/// <summary>Names of what is counted for an account in a region. On disk.</summary>
internal sealed record FunctionTallies(string Functions, string CodeBytes, string Claimed)
{
    public static FunctionTallies Of(string scope) => new($"lambda functions {scope}", $"lambda code bytes {scope}", $"lambda reserved {scope}");
}
