using System.Collections.Immutable;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

internal sealed class SqliteSchema(SqliteDatabase database, SqlDialect dialect) : SqlSchema(dialect)
{
    public override bool IsStore => Read("SELECT name FROM sqlite_schema WHERE name = 'store_properties'") is not null;

    /// <returns>What is wrong with the file; null when nothing is found.</returns>
    public string? FindDamage() => Read("PRAGMA quick_check(1)") is not "ok" and var damage ? damage : null;

    protected override void CreateOwnTables() =>
        Execute("CREATE TABLE store_properties (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID");

    protected override ImmutableArray<string> StatementsOf(Migration migration) => migration.SqliteStatements;

    protected override string ColumnType(ColumnType type) => type.ToString().ToUpperInvariant();

    protected override string? ReadColumns(Table table) => Read(
        "SELECT group_concat(name || ' ' || type || iif(\"notnull\" OR pk > 0, ' required', ' nullable'), ', ') " +
        $"FROM pragma_table_info('{table.Name}') WHERE name <> '{SqlDialect.RowId}'");

    protected override string? ReadIndexColumns(Table table, TableIndex index) =>
        Read($"SELECT group_concat(name, ', ') FROM pragma_index_info('{SqlDialect.IndexName(table, index)}')");

    protected override string? Read(string sql)
    {
        using var statement = database.Prepare(sql);
        return statement.Step() ? statement.Row.NullableText(0) : null;
    }

    protected override void Execute(string sql) => database.Execute(sql);

    protected override void InTransaction(Action change)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            change();
            database.Execute("COMMIT");
        }
        catch
        {
            if (database.IsInTransaction)
                database.Execute("ROLLBACK");
            throw;
        }
    }
}
