using System.Data;
using Npgsql;
using Stepwell.Store.Backup;
using Stepwell.Store.Sql;
using Stepwell.Store.Sqlite;

namespace Stepwell.Store.Postgres;

/// <summary>Backups of a store in PostgreSQL: files as the embedded store makes them, row by row.</summary>
public static class PostgresBackup
{
    /// <summary>Copies the store of a database as it is at one moment. A server may have it open and goes on.</summary>
    /// <exception cref="FormatException">The address is none.</exception>
    /// <exception cref="StoreSchemaException">It was made by an older or a newer version, or with other tables.</exception>
    /// <exception cref="StoreException">There is no store, it cannot be reached, or the file is there already.</exception>
    public static void Save(PostgresStoreOptions from, StoreSchema schema, string file)
    {
        var address = PostgresAddress.Parse(from.Address);
        using var backup = new NewFile(file);
        try
        {
            using var connection = Connect(address);
            using var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var partitionCount = new PostgresSchema(connection, new PostgresDialect()).Inspect(schema);
            using var target = new SqliteDatabase(backup.TemporaryPath, isReadOnly: false);
            target.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
            new SqliteSchema(target, new SqliteDialect()).Prepare(schema, partitionCount);
            target.Execute("BEGIN");
            foreach (var table in schema.Tables)
                SqliteRows.Write(target, table, Read(connection, table));
            target.Execute("COMMIT; PRAGMA journal_mode=DELETE");
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }

        backup.Keep();
    }

    /// <summary>Makes the store of a database from a backup, whole or not at all.</summary>
    /// <exception cref="FormatException">The address is none.</exception>
    /// <exception cref="StoreInUseException">A server has the database.</exception>
    /// <exception cref="StoreException">It has a store already, cannot be reached, or the file is no sound backup.</exception>
    public static void Restore(string file, PostgresStoreOptions to, StoreSchema schema)
    {
        using var current = new CurrentBackup(file, schema);
        using var owner = new PostgresOwner(PostgresAddress.Parse(to.Address), to.LockTimeout);
        try
        {
            var connection = owner.Open();
            using var transaction = connection.BeginTransaction();
            new PostgresSchema(connection, new PostgresDialect()).CreateEmpty(schema, current.PartitionCount);
            foreach (var table in schema.Tables)
                Write(connection, table, SqliteRows.Read(current.Database, table));
            transaction.Commit();
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    private static NpgsqlConnection Connect(NpgsqlConnectionStringBuilder address)
    {
        // A table may take long; nobody waits for it.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static IEnumerable<RowReader> Read(NpgsqlConnection connection, Table table)
    {
        using var command = new NpgsqlCommand(RowCopy.Select(table), connection);
        using var reader = command.ExecuteReader();
        var row = new PostgresRow(reader);
        while (reader.Read())
            yield return row;
    }

    private static void Write(NpgsqlConnection connection, Table table, IEnumerable<RowReader> rows)
    {
        var lastRowId = 0L;
        using (var import = connection.BeginBinaryImport($"COPY {table.Name} ({RowCopy.ColumnNames(table)}) FROM STDIN (FORMAT BINARY)"))
        {
            var writer = new PostgresImporter(import);
            foreach (var row in rows)
            {
                import.StartRow();
                RowCopy.Copy(table, row, writer);
                if (table.Layout == TableLayout.Append)
                    lastRowId = Math.Max(lastRowId, row.Integer(table.Columns.Length));
            }

            import.Complete();
        }

        if (lastRowId == 0)
            return;
        using var numbers = new NpgsqlCommand($"SELECT setval(pg_get_serial_sequence('{table.Name}', '{SqlDialect.RowId}'), $1)", connection);
        numbers.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lastRowId });
        numbers.ExecuteNonQuery();
    }
}
