using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

internal sealed class PostgresSchema(NpgsqlConnection connection, SqlDialect dialect) : SqlSchema(dialect)
{
    /// <summary>The property that counts the servers which have had the database.</summary>
    public const string Generation = "generation";

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

    public override bool IsStore => Read("SELECT to_regclass('store_properties')::text") is not null;

    /// <summary>For a server, which has the database from now on.</summary>
    /// <returns>The partition count of the store, and which server of this database this one is.</returns>
    /// <exception cref="StoreSchemaException">It was made by a newer version, or with other tables.</exception>
    public (int PartitionCount, long Generation) PrepareForServer(StoreSchema schema, int partitionCount)
    {
        partitionCount = Prepare(schema, partitionCount);
        var generation = ReadProperty(Generation) + 1;
        WriteProperty(Generation, generation);
        return (partitionCount, generation);
    }

    /// <summary>For a reader that changes nothing.</summary>
    /// <returns>The partition count of the store.</returns>
    /// <exception cref="StoreException">There is no store, or one with other tables.</exception>
    public int Inspect(StoreSchema schema)
    {
        if (!IsStore)
            throw new StoreException("The database holds no store.");
        RefuseNewer(schema);
        if (Version < schema.Version)
        {
            throw new StoreSchemaException(
                $"The database has schema version {Version}, this program makes backups of version {schema.Version}: use the server's program.");
        }

        Verify(schema);
        return PartitionCountOfStore;
    }

    /// <summary>For a restore, in a transaction of the caller.</summary>
    /// <exception cref="StoreException">There is a store already.</exception>
    public void CreateEmpty(StoreSchema schema, int partitionCount)
    {
        if (IsStore)
            throw new StoreException("The database holds a store already.");
        Create(schema, partitionCount);
    }

    protected override void CreateOwnTables()
    {
        Execute("CREATE TABLE store_properties (name text PRIMARY KEY, value bigint NOT NULL)");
        Execute("CREATE TABLE store_partition (partition bigint PRIMARY KEY, epoch bigint NOT NULL)");
        Execute(Admit);
        WriteProperty(Generation, 0);
    }

    protected override ImmutableArray<string> StatementsOf(Migration migration) => migration.PostgresStatements;

    protected override string ColumnType(ColumnType type) => type == Store.ColumnType.Integer ? "bigint" : "bytea";

    protected override string? ReadColumns(Table table) => Read(
        "SELECT string_agg(format('%s %s %s', attname, format_type(atttypid, atttypmod), " +
        "CASE WHEN attnotnull THEN 'required' ELSE 'nullable' END), ', ' ORDER BY attnum) FROM pg_attribute " +
        $"WHERE attrelid = to_regclass('{table.Name}') AND attnum > 0 AND NOT attisdropped AND attname <> '{SqlDialect.RowId}'");

    protected override string? ReadIndexColumns(Table table, TableIndex index) => Read(string.Create(
        CultureInfo.InvariantCulture,
        $"""
         SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = to_regclass('{SqlDialect.IndexName(table, index)}') AND attnum BETWEEN 1 AND {index.Columns.Length}
         """));

    protected override string? Read(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() as string;
    }

    protected override void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    protected override void InTransaction(Action change)
    {
        using var transaction = connection.BeginTransaction();
        change();
        transaction.Commit();
    }
}
