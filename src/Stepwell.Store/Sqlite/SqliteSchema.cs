using System.Globalization;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>Creates, migrates and checks the tables of a database when it is opened.</summary>
internal sealed class SqliteSchema(SqliteDatabase database, SqlDialect dialect)
{
    private const string SchemaVersion = "schema_version";
    private const string PartitionCount = "partition_count";

    public bool IsStore => ReadText("SELECT name FROM sqlite_schema WHERE name = 'store_properties'") is not null;

    /// <summary>Of a store.</summary>
    public long Version => ReadProperty(SchemaVersion);

    /// <summary>Of a store.</summary>
    public int PartitionCountOfStore => (int)ReadProperty(PartitionCount);

    /// <returns>What is wrong with the file; null when nothing is found.</returns>
    public string? FindDamage() => ReadText("PRAGMA quick_check(1)") is not "ok" and var damage ? damage : null;

    /// <returns>The partition count of the store.</returns>
    public int Prepare(StoreSchema schema, int partitionCount)
    {
        if (!IsStore)
            Create(schema, partitionCount);
        else
            Migrate(schema);
        foreach (var table in schema.Tables)
            Verify(table);
        return PartitionCountOfStore;
    }

    private void Create(StoreSchema schema, int partitionCount) => InTransaction(() =>
    {
        database.Execute("CREATE TABLE store_properties (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        WriteProperty(SchemaVersion, schema.Version);
        WriteProperty(PartitionCount, partitionCount);
        foreach (var statement in schema.Tables.SelectMany(dialect.CreateTable))
            database.Execute(statement);
    });

    private void Migrate(StoreSchema schema)
    {
        var version = ReadProperty(SchemaVersion);
        if (version > schema.Version)
            throw StoreSchemaException.Newer(version, schema.Version);
        foreach (var migration in schema.Migrations.Where(migration => migration.Version > version))
        {
            InTransaction(() =>
            {
                foreach (var statement in migration.SqliteStatements)
                    database.Execute(statement);
                WriteProperty(SchemaVersion, migration.Version);
            });
        }
    }

    /// <summary>Tables and indexes must be those that the statements are made for.</summary>
    private void Verify(Table table)
    {
        var columns = table.Columns.Select(
            column => $"{column.Name} {column.Type.ToString().ToUpperInvariant()} {(column.IsNullable ? "nullable" : "required")}");
        StoreSchemaException.Compare(
            $"Table {table.Name}",
            declared: string.Join(", ", columns),
            actual: ReadText(
                "SELECT group_concat(name || ' ' || type || iif(\"notnull\" OR pk > 0, ' required', ' nullable'), ', ') " +
                $"FROM pragma_table_info('{table.Name}') WHERE name <> '{SqlDialect.RowId}'"));
        foreach (var index in table.Indexes)
        {
            var name = SqlDialect.IndexName(table, index);
            StoreSchemaException.Compare(
                $"Index {name}",
                declared: string.Join(", ", index.Columns),
                actual: ReadText($"SELECT group_concat(name, ', ') FROM pragma_index_info('{name}')"));
        }
    }

    private long ReadProperty(string name) =>
        long.Parse(ReadText($"SELECT value FROM store_properties WHERE name = '{name}'")!, CultureInfo.InvariantCulture);

    private void WriteProperty(string name, long value) =>
        database.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT OR REPLACE INTO store_properties VALUES ('{name}', {value})"));

    private string? ReadText(string sql)
    {
        using var statement = database.Prepare(sql);
        return statement.Step() ? statement.Row.NullableText(0) : null;
    }

    private void InTransaction(Action change)
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
