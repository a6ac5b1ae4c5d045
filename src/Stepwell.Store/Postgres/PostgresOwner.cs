using Npgsql;

namespace Stepwell.Store.Postgres;

/// <summary>
/// The connection that writes. Its session holds a lock that only one server at a time can have, and gives it back when the last transaction
/// of the session has ended: a commit whose outcome nobody learned is over before the next owner begins. Used by the writer thread alone.
/// </summary>
internal sealed class PostgresOwner(NpgsqlConnectionStringBuilder address, TimeSpan lockTimeout) : IDisposable
{
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(address.ConnectionString)
    {
        Pooling = false,
        TcpKeepAlive = true,
        // Whatever the database's default is: what is acknowledged is on its disk.
        Options = PostgresSettings.OptionsOf("synchronous_commit=on"),
        MaxAutoPrepare = PostgresSettings.PreparedStatements,
        AutoPrepareMinUsages = 2,
    }.ConnectionString;

    private NpgsqlConnection? _connection;

    /// <summary>Counts the servers that have had the database; while it is ours nobody came after us.</summary>
    public long Generation { get; private set; }

    /// <summary>Connects and takes the lock.</summary>
    /// <exception cref="StoreInUseException">Another server has it.</exception>
    /// <exception cref="StoreException">The database cannot be reached.</exception>
    public NpgsqlConnection Open()
    {
        try
        {
            _connection = new NpgsqlConnection(_connectionString);
            _connection.Open();
            TakeLock(_connection);
            return _connection;
        }
        catch (NpgsqlException exception)
        {
            Close();
            throw PostgresErrors.Translate(exception);
        }
        catch (StoreInUseException)
        {
            Close();
            throw;
        }
    }

    /// <summary>From now on the database is this server's.</summary>
    public void Begin(long generation) => Generation = generation;

    /// <summary>The open connection; a new one if the last was closed.</summary>
    /// <exception cref="StoreInUseException">Another server has the database, or had it meanwhile.</exception>
    /// <exception cref="StoreException">The database cannot be reached.</exception>
    public NpgsqlConnection Connection()
    {
        if (_connection is { } open)
            return open;
        var connection = Open();
        try
        {
            using var command = new NpgsqlCommand($"SELECT value FROM store_properties WHERE name = '{PostgresSchema.Generation}'", connection);
            if ((long)command.ExecuteScalar()! == Generation)
                return connection;
        }
        catch (NpgsqlException exception)
        {
            Close();
            throw PostgresErrors.Translate(exception);
        }

        Close();
        throw new StoreInUseException(Name, isTakenOver: true);
    }

    /// <summary>After an error of which it is not known what it left behind.</summary>
    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Close();

    private string Name => $"{address.Host}:{address.Port}/{address.Database ?? address.Username}";

    private void TakeLock(NpgsqlConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = FormattableString.Invariant(
                $"SET lock_timeout = {(int)lockTimeout.TotalMilliseconds}; SELECT pg_advisory_lock({AdvisoryLocks.Class}, {AdvisoryLocks.Owner}); RESET lock_timeout");
            command.ExecuteNonQuery();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new StoreInUseException(Name, exception);
        }
    }
}
