using System.Collections.Immutable;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Memory;

/// <summary>
/// The rows of one table at one moment, as column values. Immutable: a commit makes a new one, and a failed commit just forgets it.
/// Each index is a sorted set of its columns followed by what tells its rows apart, as in the database.
/// </summary>
internal sealed class MemoryTable
{
    private readonly Table _table;
    private readonly ImmutableArray<IndexColumns> _indexes;
    private readonly ImmutableArray<ImmutableSortedSet<IndexEntry>> _entries;
    private readonly long _lastRowId;

    public MemoryTable(Table table)
    {
        _table = table;
        _indexes =
        [
            new IndexColumns(null, table.KeyOrdinals, IsUnique: true, FilterOrdinal: null),
            .. table.Indexes.Select(index => new IndexColumns(
                index, table.OrdinalsOf(index), index.IsUnique, index.OnlyWhereNotNull is { } filter ? table.Ordinal(filter) : null)),
        ];
        _entries = [.. _indexes.Select(_ => ImmutableSortedSet<IndexEntry>.Empty)];
    }

    private MemoryTable(MemoryTable origin, ImmutableArray<ImmutableSortedSet<IndexEntry>> entries, long lastRowId)
    {
        _table = origin._table;
        _indexes = origin._indexes;
        _entries = entries;
        _lastRowId = lastRowId;
    }

    public ColumnValue[]? Find(ReadOnlySpan<ColumnValue> key)
    {
        var entry = FirstWith(0, key.ToArray());
        return entry?.Row.Values;
    }

    public MemoryTable Insert(ColumnValue[] values)
    {
        CheckTypes(values);
        var rowId = _lastRowId + 1;
        return Add(new MemoryRow(rowId, values), rowId);
    }

    public MemoryTable Upsert(ColumnValue[] values)
    {
        CheckTypes(values);
        var existing = FirstWith(0, Pick(values, _table.KeyOrdinals));
        return existing is null
            ? Insert(values)
            : Without(existing.Row).Add(new MemoryRow(existing.Row.RowId, values), _lastRowId);
    }

    public MemoryTable Delete(ReadOnlySpan<ColumnValue> key) =>
        FirstWith(0, key.ToArray()) is { } entry ? Without(entry.Row) : this;

    public IEnumerable<ColumnValue[]> Range(RangeShape shape, RowRange range)
    {
        var position = 0;
        while (_indexes[position].Index != shape.Index)
            position++;

        var entries = _entries[position];
        ColumnValue[] start = [.. range.Prefix, .. range.After];
        var (from, to) = Bounds(entries, [.. range.Prefix]);
        if (shape.AfterCount > 0 && shape.Descending)
            to = Bounds(entries, start).From;
        else if (shape.AfterCount > 0)
            from = Bounds(entries, start).To;

        var rest = range.Limit;
        for (var i = 0; i < to - from && rest > 0; i++)
        {
            var entry = entries[shape.Descending ? to - 1 - i : from + i];
            // As in SQL, a comparison that meets a null does not hold.
            if (MeetsNull(entry.Columns, start, shape.PrefixCount))
                continue;

            rest--;
            yield return entry.Row.Values;
        }
    }

    private static bool MeetsNull(ColumnValue[] columns, ColumnValue[] start, int prefixCount)
    {
        for (var i = prefixCount; i < start.Length; i++)
        {
            if (columns[i].IsNull)
                return true;
            if (columns[i] != start[i])
                return false;
        }

        return false;
    }

    /// <summary>Positions of the entries whose first columns have these values.</summary>
    private static (int From, int To) Bounds(ImmutableSortedSet<IndexEntry> entries, ColumnValue[] columns)
    {
        return (Position(entries, new IndexEntry(columns, null!, -1)), Position(entries, new IndexEntry(columns, null!, 1)));

        static int Position(ImmutableSortedSet<IndexEntry> entries, IndexEntry probe) => ~entries.IndexOf(probe);
    }

    private static ColumnValue[] Pick(ColumnValue[] values, ImmutableArray<int> ordinals) => [.. ordinals.Select(ordinal => values[ordinal])];

    private IndexEntry? FirstWith(int index, ColumnValue[] columns)
    {
        var (from, to) = Bounds(_entries[index], columns);
        return from < to ? _entries[index][from] : null;
    }

    private MemoryTable Add(MemoryRow row, long lastRowId)
    {
        var entries = _entries.ToBuilder();
        for (var i = 0; i < _indexes.Length; i++)
        {
            var index = _indexes[i];
            if (index.FilterOrdinal is { } filter && row.Values[filter].IsNull)
                continue;

            var columns = Pick(row.Values, index.Ordinals);
            if (index.IsUnique && !columns.Any(value => value.IsNull) && FirstWith(i, columns) is not null)
                throw new ConstraintException($"UNIQUE constraint failed: {_table.Name} {index.Index?.Name ?? "key"} ({string.Join(", ", columns)})");
            entries[i] = entries[i].Add(EntryOf(index, row));
        }

        return new MemoryTable(this, entries.ToImmutable(), lastRowId);
    }

    private MemoryTable Without(MemoryRow row)
    {
        var entries = _entries.ToBuilder();
        for (var i = 0; i < _indexes.Length; i++)
            entries[i] = entries[i].Remove(EntryOf(_indexes[i], row));
        return new MemoryTable(this, entries.ToImmutable(), _lastRowId);
    }

    private IndexEntry EntryOf(IndexColumns index, MemoryRow row)
    {
        var columns = Pick(row.Values, index.Ordinals);
        return _table.Layout == TableLayout.Append
            ? new IndexEntry([.. columns, row.RowId], row, 0)
            : new IndexEntry([.. columns, .. Pick(row.Values, _table.KeyOrdinals)], row, 0);
    }

    private void CheckTypes(ColumnValue[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].IsNull && !_table.Columns[i].IsNullable)
                throw new ConstraintException($"NOT NULL constraint failed: {_table.Name}.{_table.Columns[i].Name}");
        }
    }

    private sealed record IndexColumns(TableIndex? Index, ImmutableArray<int> Ordinals, bool IsUnique, int? FilterOrdinal);

    private sealed record MemoryRow(long RowId, ColumnValue[] Values);

    /// <summary>Side is 0 for an entry; a probe of -1 stands before, one of 1 after all entries that begin with its columns.</summary>
    private sealed record IndexEntry(ColumnValue[] Columns, MemoryRow Row, int Side) : IComparable<IndexEntry>
    {
        public int CompareTo(IndexEntry? other)
        {
            var shared = Math.Min(Columns.Length, other!.Columns.Length);
            for (var i = 0; i < shared; i++)
            {
                var order = Columns[i].CompareTo(other.Columns[i]);
                if (order != 0)
                    return order;
            }

            return Side - other.Side;
        }
    }
}
