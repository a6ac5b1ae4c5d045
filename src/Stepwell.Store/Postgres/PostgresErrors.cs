using Npgsql;

namespace Stepwell.Store.Postgres;

/// <summary>What the driver throws, in the store's words.</summary>
internal static class PostgresErrors
{
    /// <summary>Of our own function: an epoch that may no longer write.</summary>
    public const string Fenced = "SW001";

    private const string IntegrityClass = "23";
    private const string DataClass = "22";

    /// <summary>An index entry that is too large.</summary>
    private const string LimitClass = "54";

    public static bool IsConstraint(Exception exception) => exception is PostgresException { SqlState: var state }
        && (state.StartsWith(IntegrityClass, StringComparison.Ordinal)
            || state.StartsWith(DataClass, StringComparison.Ordinal)
            || state.StartsWith(LimitClass, StringComparison.Ordinal));

    public static Exception Translate(Exception exception) => exception switch
    {
        PostgresException failure when IsConstraint(failure) => new ConstraintException(failure.MessageText),
        PostgresException failure => new StoreException($"PostgreSQL: {failure.MessageText} ({failure.SqlState}).", failure),
        NpgsqlException failure => new StoreException($"PostgreSQL: {failure.Message}", failure),
        TimeoutException failure => new StoreException($"PostgreSQL: {failure.Message}", failure),
        _ => exception,
    };
}
