using System.Collections.Concurrent;
using System.Globalization;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

/// <summary>The texts of queries, made once. Thread-safe.</summary>
internal sealed class ReadStatements(PostgresDialect dialect)
{
    private readonly ConcurrentDictionary<Table, string> _finds = [];
    private readonly ConcurrentDictionary<Table, string> _findAlls = [];
    private readonly ConcurrentDictionary<RangeShape, RangeStatement> _ranges = [];
    private int _rangeCount;

    public string Find(Table table) => _finds.GetOrAdd(table, static (table, dialect) => dialect.Find(table), dialect);

    public string FindAll(Table table) => _findAlls.GetOrAdd(table, static (table, dialect) => dialect.FindAll(table), dialect);

    public RangeStatement Range(RangeShape shape) => _ranges.GetOrAdd(
        shape, static (shape, statements) => new(statements.NextNumber(), statements.Text(shape)), this);

    private int NextNumber() => Interlocked.Increment(ref _rangeCount);

    private string Text(RangeShape shape) => dialect.Range(shape);
}

internal sealed record RangeStatement(int Number, string Query)
{
    /// <summary>A name for each query: a FETCH is prepared for what its cursor returns.</summary>
    /// <param name="depth">How many cursors of the query are open in the session already.</param>
    public string CursorName(int depth) => string.Create(CultureInfo.InvariantCulture, $"range_{Number}_{depth}");
}
