using System.Globalization;
using Npgsql;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

/// <summary>Creates, migrates and checks the tables when a database is opened.</summary>
internal sealed class PostgresSchema(NpgsqlConnection connection, SqlDialect dialect)
{
    /// <summary>The property that counts the servers which have had the database.</summary>
    public const string Generation = "generation";

    private const string SchemaVersion = "schema_version";
    private const string PartitionCount = "partition_count";

    /// <summary>
    /// Refuses what a former owner of a partition writes. A claim waits for the shared lock of those who are writing, so none of them is
    /// between this check and its commit when the claim is made. The message of the error is the number of a partition.
    /// </summary>
    private const string Admit = $"""
        CREATE FUNCTION store_admit(partitions bigint[], epochs bigint[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE former bigint;
        BEGIN
          PERFORM pg_advisory_xact_lock_shared({AdvisoryLocks.Class}, number::integer) FROM unnest(partitions) AS number ORDER BY number;
          SELECT owned.partition INTO former FROM unnest(partitions, epochs) AS owned(partition, epoch)
            LEFT JOIN store_partition AS known USING (partition) WHERE known.epoch IS DISTINCT FROM owned.epoch LIMIT 1;
          IF FOUND THEN
            RAISE EXCEPTION USING ERRCODE = '{PostgresErrors.Fenced}', MESSAGE = former;
          END IF;
        END $$
        """;

    /// <returns>The partition count of the store, and which server of this database this one is.</returns>
    public (int PartitionCount, long Generation) Prepare(StoreSchema schema, int partitionCount)
    {
        if (!IsStore)
            InTransaction(() => Create(schema, partitionCount));
        else
            Migrate(schema);
        foreach (var table in schema.Tables)
            Verify(table);
        WriteProperty(Generation, ReadProperty(Generation) + 1);
        return ((int)ReadProperty(PartitionCount), ReadProperty(Generation));
    }

    /// <summary>For a reader that changes nothing.</summary>
    /// <returns>The partition count of the store.</returns>
    /// <exception cref="StoreException">There is no store, or one with other tables.</exception>
    public int Inspect(StoreSchema schema)
    {
        if (!IsStore)
            throw new StoreException("The database holds no store.");
        var version = ReadProperty(SchemaVersion);
        if (version > schema.Version)
            throw StoreSchemaException.Newer(version, schema.Version);
        if (version < schema.Version)
        {
            throw new StoreSchemaException(
                $"The database has schema version {version}, this program makes backups of version {schema.Version}: use the server's program.");
        }

        foreach (var table in schema.Tables)
            Verify(table);
        return (int)ReadProperty(PartitionCount);
    }

    /// <summary>For a restore, in a transaction of the caller.</summary>
    /// <exception cref="StoreException">There is a store already.</exception>
    public void CreateEmpty(StoreSchema schema, int partitionCount)
    {
        if (IsStore)
            throw new StoreException("The database holds a store already.");
        Create(schema, partitionCount);
    }

    private bool IsStore => Read("SELECT to_regclass('store_properties')::text") is not null;

    private void Create(StoreSchema schema, int partitionCount)
    {
        Execute("CREATE TABLE store_properties (name text PRIMARY KEY, value bigint NOT NULL)");
        Execute("CREATE TABLE store_partition (partition bigint PRIMARY KEY, epoch bigint NOT NULL)");
        Execute(Admit);
        WriteProperty(SchemaVersion, schema.Version);
        WriteProperty(PartitionCount, partitionCount);
        WriteProperty(Generation, 0);
        foreach (var statement in schema.Tables.SelectMany(dialect.CreateTable))
            Execute(statement);
    }

    private void Migrate(StoreSchema schema)
    {
        var version = ReadProperty(SchemaVersion);
        if (version > schema.Version)
            throw StoreSchemaException.Newer(version, schema.Version);
        foreach (var migration in schema.Migrations.Where(migration => migration.Version > version))
        {
            InTransaction(() =>
            {
                foreach (var statement in migration.PostgresStatements)
                    Execute(statement);
                WriteProperty(SchemaVersion, migration.Version);
            });
        }
    }

    /// <summary>Tables and indexes must be those that the statements are made for.</summary>
    private void Verify(Table table)
    {
        var columns = table.Columns.Select(column =>
            $"{column.Name} {(column.Type == ColumnType.Integer ? "bigint" : "bytea")} {(column.IsNullable ? "nullable" : "required")}");
        StoreSchemaException.Compare(
            $"Table {table.Name}",
            declared: string.Join(", ", columns),
            actual: Read(
                "SELECT string_agg(format('%s %s %s', attname, format_type(atttypid, atttypmod), " +
                "CASE WHEN attnotnull THEN 'required' ELSE 'nullable' END), ', ' ORDER BY attnum) FROM pg_attribute " +
                $"WHERE attrelid = to_regclass('{table.Name}') AND attnum > 0 AND NOT attisdropped AND attname <> '{SqlDialect.RowId}'"));
        foreach (var index in table.Indexes)
        {
            var name = SqlDialect.IndexName(table, index);
            StoreSchemaException.Compare(
                $"Index {name}",
                declared: string.Join(", ", index.Columns),
                actual: Read(
                    $"SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = to_regclass('{name}') " +
                    string.Create(CultureInfo.InvariantCulture, $"AND attnum BETWEEN 1 AND {index.Columns.Length}")));
        }
    }

    private long ReadProperty(string name) => long.Parse(
        Read($"SELECT value::text FROM store_properties WHERE name = '{name}'")!, CultureInfo.InvariantCulture);

    private void WriteProperty(string name, long value) => Execute(string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO store_properties VALUES ('{name}', {value}) ON CONFLICT (name) DO UPDATE SET value = excluded.value"));

    private string? Read(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() as string;
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private void InTransaction(Action change)
    {
        using var transaction = connection.BeginTransaction();
        change();
        transaction.Commit();
    }
}
