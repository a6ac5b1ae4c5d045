namespace Stepwell.Store.Sql;

/// <summary>What decides the text of a range query; the values do not.</summary>
internal readonly record struct RangeShape(Table Table, TableIndex? Index, int PrefixCount, int AfterCount, bool Descending)
{
    /// <exception cref="ArgumentException">The range has more values than its index has columns, or a null bound.</exception>
    public static RangeShape Of(Table table, RowRange range)
    {
        var columnCount = table.OrdinalsOf(range.Index).Length;
        if (range.Prefix.Length + range.After.Length > columnCount)
            throw new ArgumentException($"The range gives more values than the index of table {table.Name} has columns.", nameof(range));
        foreach (var bound in range.After)
        {
            if (bound.IsNull)
                throw new ArgumentException("A bound cannot be null.", nameof(range));
        }

        return new RangeShape(table, range.Index, range.Prefix.Length, range.After.Length, range.Descending);
    }
}
