using System.Globalization;

namespace Stepwell.Store.Sql;

/// <summary>
/// Texts are bytea: their order is that of their UTF-8 bytes whatever the database's collation, and they may hold a zero. Writes take their
/// rows from arrays, one parameter per column.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    public override IEnumerable<string> CreateTable(Table table)
    {
        var columns = string.Join(", ", ColumnDefinitions(table));
        return table.Layout switch
        {
            // Nothing is looked up by the row id, so it has no index.
            TableLayout.Append =>
            [
                $"CREATE TABLE {table.Name} ({RowId} bigint GENERATED ALWAYS AS IDENTITY, {columns})",
                $"CREATE UNIQUE INDEX {table.Name}_key ON {table.Name} ({KeyNames(table)})",
                .. CreateIndexes(table),
            ],
            TableLayout.IntegerKey or TableLayout.Clustered =>
            [
                $"CREATE TABLE {table.Name} ({columns}, PRIMARY KEY ({KeyNames(table)}))",
                .. CreateIndexes(table),
            ],
            _ => throw new InvalidOperationException($"Unknown layout {table.Layout}."),
        };
    }

    public override string Delete(Table table)
    {
        var condition = string.Join(
            " AND ", table.KeyOrdinals.Select(ordinal => $"{table.Name}.{table.Columns[ordinal].Name} = doomed.{table.Columns[ordinal].Name}"));
        return $"DELETE FROM {table.Name} USING {Arrays(table, table.KeyOrdinals)} AS doomed({KeyNames(table)}) WHERE {condition}";
    }

    /// <summary>Value: an array of keys, which are integers.</summary>
    public string FindAll(Table table) =>
        $"SELECT {ColumnNames(table)} FROM {table.Name} WHERE {KeyNames(table)} = ANY ({Parameter(0)})";

    protected override string Parameter(int position) => string.Create(CultureInfo.InvariantCulture, $"${position + 1}");

    protected override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Text or ColumnType.Blob => "bytea",
        _ => throw new InvalidOperationException($"Unknown type {type}."),
    };

    protected override string RowSource(Table table) => $"SELECT * FROM {Arrays(table, Enumerable.Range(0, table.Columns.Length))}";

    /// <summary>
    /// Hides from the planner that the leading column has one value only. It would need no order then, and any index would do that has the other
    /// columns in order: the planner would walk along the primary key wherever it believes that most rows match, though none may.
    /// </summary>
    protected override string Equality(string column, string parameter, bool isLeading) =>
        isLeading ? $"{column} = ANY (ARRAY[{parameter}])" : base.Equality(column, parameter, isLeading);

    /// <summary>Indexes have the same order, so that they serve both directions.</summary>
    protected override string Order(ColumnDefinition column, bool isDescending) => (column.IsNullable, isDescending) switch
    {
        (true, false) => column.Name + " NULLS FIRST",
        (true, true) => column.Name + " DESC NULLS LAST",
        _ => base.Order(column, isDescending),
    };

    /// <summary>With the columns that break ties, an index that is not unique gives its rows in the order of a range.</summary>
    protected override string IndexColumns(Table table, TableIndex index)
    {
        var columns = index.Columns.Select(name => Order(table.Columns[table.Ordinal(name)], isDescending: false));
        if (!index.IsUnique)
        {
            var key = table.KeyOrdinals.Select(ordinal => table.Columns[ordinal].Name);
            columns = columns.Concat(table.Layout == TableLayout.Append ? [RowId] : key.Except(index.Columns));
        }

        return string.Join(", ", columns);
    }

    private string Arrays(Table table, IEnumerable<int> ordinals) =>
        $"unnest({string.Join(", ", ordinals.Select((ordinal, i) => $"{Parameter(i)}::{TypeName(table.Columns[ordinal].Type)}[]"))})";
}
