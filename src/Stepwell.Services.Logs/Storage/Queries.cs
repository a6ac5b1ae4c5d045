using Stepwell.Store;

namespace Stepwell.Services.Logs.Storage;

/// <summary>Reads that several places need.</summary>
internal static class Queries
{
    public static LogGroupRow? FindGroup(this IStoreReader reader, string scope, string name) =>
        reader.Range(Tables.Groups, new RowRange { Index = Tables.GroupsByName, Prefix = [scope, name], Limit = 1 }).FirstOrDefault();

    public static LogStreamRow? FindStream(this IStoreReader reader, long groupId, string name) =>
        reader.Range(Tables.Streams, new RowRange { Index = Tables.StreamsByName, Prefix = [groupId, name], Limit = 1 }).FirstOrDefault();

    public static IEnumerable<LogTagRow> TagsOf(this IStoreReader reader, string resourceArn) =>
        reader.Range(Tables.Tags, new RowRange { Prefix = [resourceArn] });

    /// <param name="prefix">What names begin with; null for all.</param>
    /// <param name="after">The name after which the listing goes on.</param>
    public static IEnumerable<LogGroupRow> GroupsByName(this IStoreReader reader, string scope, string? prefix, string? after) => Named(
        reader, Tables.Groups, new RowRange { Index = Tables.GroupsByName, Prefix = [scope] }, row => row.Name, prefix, after);

    /// <inheritdoc cref="GroupsByName"/>
    public static IEnumerable<LogStreamRow> StreamsByName(
        this IStoreReader reader, long groupId, string? prefix, string? after, bool isDescending = false)
    {
        var range = new RowRange { Index = Tables.StreamsByName, Prefix = [groupId] };
        return isDescending
            ? NamedDescending(reader, range with { Descending = true }, prefix, after)
            : Named(reader, Tables.Streams, range, row => row.Name, prefix, after);
    }

    private static IEnumerable<TRow> Named<TRow>(
        IStoreReader reader, Table<TRow> table, RowRange range, Func<TRow, string> nameOf, string? prefix, string? after)
        where TRow : class
    {
        // A range begins after a value, and the prefix itself may be a name.
        if (prefix is not null && after is null)
        {
            foreach (var exact in reader.Range(table, range with { Prefix = [.. range.Prefix, prefix] }))
                yield return exact;
        }
        var start = after ?? prefix;
        foreach (var row in reader.Range(table, start is null ? range : range with { After = [start] }))
        {
            if (prefix is not null && !nameOf(row).StartsWith(prefix, StringComparison.Ordinal))
                yield break;
            yield return row;
        }
    }

    private static IEnumerable<LogStreamRow> NamedDescending(IStoreReader reader, RowRange range, string? prefix, string? after)
    {
        // The highest code point ends what begins with the prefix.
        var start = after ?? (prefix is null ? null : prefix + "\U0010FFFF");
        foreach (var row in reader.Range(Tables.Streams, start is null ? range : range with { After = [start] }))
        {
            if (prefix is not null && !row.Name.StartsWith(prefix, StringComparison.Ordinal))
                yield break;
            yield return row;
        }
    }
}
