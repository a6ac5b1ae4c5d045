using System.Collections.Immutable;
using System.Globalization;

namespace Stepwell.Store.Sql;

/// <summary>Creates, migrates and checks the tables of a database when it is opened. What the engines do alike stands here.</summary>
internal abstract class SqlSchema(SqlDialect dialect)
{
    private const string SchemaVersion = "schema_version";
    private const string PartitionCount = "partition_count";

    public abstract bool IsStore { get; }

    /// <summary>Of a store.</summary>
    public long Version => ReadProperty(SchemaVersion);

    /// <summary>Of a store.</summary>
    public int PartitionCountOfStore => (int)ReadProperty(PartitionCount);

    /// <summary>Makes the database a store with these tables, whatever it was.</summary>
    /// <returns>The partition count of the store.</returns>
    /// <exception cref="StoreSchemaException">It was made by a newer version, or with other tables.</exception>
    public int Prepare(StoreSchema schema, int partitionCount)
    {
        if (!IsStore)
            InTransaction(() => Create(schema, partitionCount));
        else
            Migrate(schema);
        Verify(schema);
        return PartitionCountOfStore;
    }

    /// <exception cref="StoreSchemaException">The store was made by a newer version.</exception>
    public void RefuseNewer(StoreSchema schema)
    {
        if (Version > schema.Version)
        {
            throw new StoreSchemaException(
                $"The database has schema version {Version}; this program knows versions up to {schema.Version}. Use a newer program.");
        }
    }

    /// <summary>In a transaction of the caller.</summary>
    protected void Create(StoreSchema schema, int partitionCount)
    {
        CreateOwnTables();
        WriteProperty(SchemaVersion, schema.Version);
        WriteProperty(PartitionCount, partitionCount);
        foreach (var statement in schema.Tables.SelectMany(dialect.CreateTable))
            Execute(statement);
    }

    /// <summary>Tables and indexes must be those that the statements are made for.</summary>
    protected void Verify(StoreSchema schema)
    {
        foreach (var table in schema.Tables)
        {
            var columns = table.Columns.Select(
                column => $"{column.Name} {ColumnType(column.Type)} {(column.IsNullable ? "nullable" : "required")}");
            Compare($"Table {table.Name}", string.Join(", ", columns), ReadColumns(table));
            foreach (var index in table.Indexes)
                Compare($"Index {SqlDialect.IndexName(table, index)}", string.Join(", ", index.Columns), ReadIndexColumns(table, index));
        }
    }

    protected long ReadProperty(string name) => long.Parse(
        Read($"SELECT CAST(value AS text) FROM store_properties WHERE name = '{name}'")!, CultureInfo.InvariantCulture);

    protected void WriteProperty(string name, long value) => Execute(string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO store_properties VALUES ('{name}', {value}) ON CONFLICT (name) DO UPDATE SET value = excluded.value"));

    /// <summary>The table <c>store_properties</c> (name, value), and what else the engine needs for itself.</summary>
    protected abstract void CreateOwnTables();

    protected abstract ImmutableArray<string> StatementsOf(Migration migration);

    /// <summary>As the database names it.</summary>
    protected abstract string ColumnType(ColumnType type);

    /// <returns>Name, type and <c>nullable</c> or <c>required</c> of each column but the row id, between commas; null: there is no such table.</returns>
    protected abstract string? ReadColumns(Table table);

    /// <returns>The columns that are declared, between commas; null: there is no such index.</returns>
    protected abstract string? ReadIndexColumns(Table table, TableIndex index);

    /// <returns>The text in the first column of the first row, or null.</returns>
    protected abstract string? Read(string sql);

    protected abstract void Execute(string sql);

    protected abstract void InTransaction(Action change);

    private void Migrate(StoreSchema schema)
    {
        RefuseNewer(schema);
        var version = Version;
        foreach (var migration in schema.Migrations.Where(migration => migration.Version > version))
        {
            InTransaction(() =>
            {
                foreach (var statement in StatementsOf(migration))
                    Execute(statement);
                WriteProperty(SchemaVersion, migration.Version);
            });
        }
    }

    private static void Compare(string what, string declared, string? actual)
    {
        if (actual != declared)
        {
            throw new StoreSchemaException(
                $"{what} of the database has the columns ({actual}), this program declares ({declared}): a migration is missing.");
        }
    }
}
