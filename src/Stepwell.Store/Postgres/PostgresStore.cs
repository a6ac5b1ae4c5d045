using System.Diagnostics.Metrics;
using Npgsql;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

/// <summary>
/// The store in a PostgreSQL database (version 14 or newer), which belongs to one server at a time. One connection writes, others read.
/// </summary>
public sealed class PostgresStore : IStore
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgresClaims _claims;
    private readonly GroupCommitter _committer;
    private readonly ReadStatements _statements;
    private readonly PostgresReader[] _partitionReaders;
    private bool _isDisposed;

    private PostgresStore(NpgsqlDataSource source, PostgresOwner owner, PostgresDialect dialect, int partitionCount, IMeterFactory? meters)
    {
        _source = source;
        PartitionCount = partitionCount;
        _claims = new PostgresClaims(source, owner.Generation);
        _statements = new ReadStatements(dialect);
        _partitionReaders = [.. Enumerable.Range(0, partitionCount).Select(_ => NewReader())];
        _committer = new GroupCommitter(new PostgresWriter(owner, dialect), partitionCount, meters);
    }

    public int PartitionCount { get; }

    /// <summary>Opens the store of a database, or creates it. The database itself must be there.</summary>
    /// <exception cref="FormatException">The address is none.</exception>
    /// <exception cref="StoreInUseException">Another server has it.</exception>
    /// <exception cref="StoreSchemaException">It was made by a newer version, or with other tables.</exception>
    /// <exception cref="StoreException">It cannot be reached, or refuses.</exception>
    public static PostgresStore Open(PostgresStoreOptions options, StoreSchema schema)
    {
        var address = PostgresAddress.Parse(options.Address);
        var dialect = new PostgresDialect();
        var owner = new PostgresOwner(address, options.LockTimeout);
        try
        {
            var (partitionCount, generation) = new PostgresSchema(owner.Open(), dialect).PrepareForServer(schema, options.PartitionCount);
            owner.Begin(generation);
            return new PostgresStore(Source(address, options), owner, dialect, partitionCount, options.Meters);
        }
        catch (NpgsqlException exception)
        {
            owner.Dispose();
            throw PostgresErrors.Translate(exception);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    public long Claim(int partition)
    {
        var epoch = _claims.Claim(partition);
        _committer.Claim(partition, epoch);
        return epoch;
    }

    public void Submit(WriteBatch batch) => _committer.Submit(batch);

    public IStoreReader PartitionReader(int partition) => _partitionReaders[partition];

    public ReaderLease RentReader()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new ReaderLease(NewReader(), giveBack: null);
    }

    /// <summary>Commits what is pending and closes.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _committer.Dispose();
        _source.Dispose();
    }

    private PostgresReader NewReader() => new(_source, _statements);

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder address, PostgresStoreOptions options) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            MaxPoolSize = options.ReaderPoolSize,
            NoResetOnClose = true,
            Options = PostgresSettings.OptionsOf(),
            MaxAutoPrepare = PostgresSettings.PreparedStatements,
            AutoPrepareMinUsages = 2,
        });
}
