using System.Globalization;

namespace Stepwell.Store.Sql;

internal sealed class SqliteDialect : SqlDialect
{
    public override IEnumerable<string> CreateTable(Table table)
    {
        var columns = string.Join(", ", ColumnDefinitions(table));
        return table.Layout switch
        {
            // The row id is declared, because SQLite may renumber undeclared ones.
            TableLayout.Append =>
            [
                $"CREATE TABLE {table.Name} ({RowId} INTEGER PRIMARY KEY, {columns}) STRICT",
                $"CREATE UNIQUE INDEX {KeyIndex(table)} ON {table.Name} ({KeyNames(table)})",
                .. CreateIndexes(table),
            ],
            TableLayout.IntegerKey =>
            [
                $"CREATE TABLE {table.Name} ({columns}, PRIMARY KEY ({KeyNames(table)})) STRICT",
                .. CreateIndexes(table),
            ],
            TableLayout.Clustered =>
            [
                $"CREATE TABLE {table.Name} ({columns}, PRIMARY KEY ({KeyNames(table)})) STRICT, WITHOUT ROWID",
                .. CreateIndexes(table),
            ],
            _ => throw new InvalidOperationException($"Unknown layout {table.Layout}."),
        };
    }

    public override string Delete(Table table) => $"DELETE FROM {table.Name} WHERE {KeyCondition(table)}";

    protected override string Parameter(int position) => string.Create(CultureInfo.InvariantCulture, $"?{position + 1}");

    protected override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.Text => "TEXT",
        ColumnType.Blob => "BLOB",
        _ => throw new InvalidOperationException($"Unknown type {type}."),
    };

    protected override string RowSource(Table table) =>
        $"VALUES ({string.Join(", ", Enumerable.Range(0, table.Columns.Length).Select(Parameter))})";

    /// <summary>Named indexes make a range cost what its declaration says, whatever the planner would guess.</summary>
    protected override string Source(RangeShape shape) => shape switch
    {
        { Index: { } index } => $"{shape.Table.Name} INDEXED BY {IndexName(shape.Table, index)}",
        { Table.Layout: TableLayout.Append } => $"{shape.Table.Name} INDEXED BY {KeyIndex(shape.Table)}",
        _ => shape.Table.Name,
    };

    private static string KeyIndex(Table table) => table.Name + "_key";
}
