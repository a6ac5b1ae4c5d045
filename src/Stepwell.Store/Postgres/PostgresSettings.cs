namespace Stepwell.Store.Postgres;

/// <summary>What every connection sets.</summary>
internal static class PostgresSettings
{
    /// <summary>More than there are statements: five per table, and a few shapes of ranges.</summary>
    public const int PreparedStatements = 500;

    /// <summary>
    /// A read or a delete costs what the declaration of its index says, whatever the statistics would make the planner guess.
    /// </summary>
    private static readonly string[] Settings =
    [
        "enable_seqscan=off", "enable_bitmapscan=off", "enable_hashjoin=off", "enable_mergejoin=off", "plan_cache_mode=force_generic_plan", "jit=off",
        "default_transaction_isolation=read\\ committed",
    ];

    public static string OptionsOf(params string[] more) => string.Join(' ', Settings.Concat(more).Select(setting => "-c " + setting));
}
