namespace Stepwell.Store.Sql;

/// <summary>What decides the text of a range query; the values do not.</summary>
/// <param name="Nulls">A bit for each value of the prefix that is null. Those are no parameters: no index finds them by one.</param>
internal readonly record struct RangeShape(Table Table, TableIndex? Index, int PrefixCount, int Nulls, int AfterCount, bool Descending)
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

        var nulls = 0;
        for (var i = 0; i < range.Prefix.Length; i++)
            nulls |= range.Prefix[i].IsNull ? 1 << i : 0;
        return new RangeShape(table, range.Index, range.Prefix.Length, nulls, range.After.Length, range.Descending);
    }

    public bool IsNull(int position) => (Nulls & (1 << position)) != 0;

    /// <summary>Hands over the values of a range of this shape, then the limit, and nothing for nulls.</summary>
    public static void Bind(RowRange range, RowWriter parameters)
    {
        var position = 0;
        foreach (var value in range.Prefix)
        {
            if (!value.IsNull)
                parameters.Value(position++, value);
        }

        foreach (var value in range.After)
            parameters.Value(position++, value);
        parameters.Integer(position, range.Limit);
    }
}
