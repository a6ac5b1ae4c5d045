namespace Stepwell.Store.Postgres;

/// <summary>The two numbers by which PostgreSQL knows a lock within a database. As texts, for they stand in statements.</summary>
internal static class AdvisoryLocks
{
    /// <summary>"step"; the second number is a partition.</summary>
    public const string Class = "1937007984";

    /// <summary>The second number of the lock that the server of the database has.</summary>
    public const string Owner = "-1";
}
