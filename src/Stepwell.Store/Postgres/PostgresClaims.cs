using Npgsql;

namespace Stepwell.Store.Postgres;

/// <summary>The durable epochs of partitions. Thread-safe.</summary>
internal sealed class PostgresClaims(NpgsqlDataSource source, long generation)
{
    private const string Raise = $"""
        INSERT INTO store_partition (partition, epoch) SELECT $1, 1
          WHERE EXISTS (SELECT FROM store_properties WHERE name = '{PostgresSchema.Generation}' AND value = $2)
        ON CONFLICT (partition) DO UPDATE SET epoch = store_partition.epoch + 1 RETURNING epoch
        """;

    /// <summary>Waits until what a former owner is writing has become durable or has failed, and lets it write no more.</summary>
    /// <exception cref="StoreInUseException">Another server has taken the database over.</exception>
    public long Claim(int partition)
    {
        try
        {
            using var connection = source.OpenConnection();
            using var transaction = connection.BeginTransaction();
            using (var wait = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({AdvisoryLocks.Class}, $1)", connection))
            {
                wait.Parameters.Add(new NpgsqlParameter<int> { TypedValue = partition });
                wait.ExecuteNonQuery();
            }

            using var raise = new NpgsqlCommand(Raise, connection);
            raise.Parameters.Add(new NpgsqlParameter<long> { TypedValue = partition });
            raise.Parameters.Add(new NpgsqlParameter<long> { TypedValue = generation });
            var epoch = raise.ExecuteScalar() as long? ?? throw new StoreInUseException(connection.Database, isTakenOver: true);
            transaction.Commit();
            return epoch;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }
}
