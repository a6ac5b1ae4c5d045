using System.Collections.Immutable;

namespace Stepwell.Store.Sql;

/// <summary>
/// The SQL that follows from a table's declaration. What SQLite and PostgreSQL write alike stands here. An engine overrides where
/// it differs: types, layouts, and where the rows of a write come from (parameters one row at a time, or arrays through unnest).
/// </summary>
internal abstract class SqlDialect
{
    public const string RowId = "row_id";

    public abstract IEnumerable<string> CreateTable(Table table);

    /// <summary>Values by declared ordinal.</summary>
    public string Insert(Table table) =>
        $"INSERT INTO {table.Name} ({ColumnNames(table)}) {RowSource(table)}";

    /// <summary>Values by declared ordinal.</summary>
    public string Upsert(Table table)
    {
        var changes = table.Columns.Where((_, ordinal) => !table.KeyOrdinals.Contains(ordinal))
            .Select(column => $"{column.Name} = excluded.{column.Name}")
            .ToList();
        var action = changes.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", changes);
        return $"{Insert(table)} ON CONFLICT ({KeyNames(table)}) DO {action}";
    }

    /// <summary>Values in key order.</summary>
    public abstract string Delete(Table table);

    /// <summary>Values in key order.</summary>
    public string Find(Table table) =>
        $"SELECT {ColumnNames(table)} FROM {table.Name} WHERE {KeyCondition(table)}";

    /// <summary>Values: prefix, bounds, limit.</summary>
    public string Range(RangeShape shape)
    {
        var table = shape.Table;
        var ordinals = table.OrdinalsOf(shape.Index);
        var names = ordinals.Select(ordinal => table.Columns[ordinal].Name).ToList();
        var conditions = new List<string>();
        var parameterCount = 0;
        for (var i = 0; i < shape.PrefixCount; i++)
            conditions.Add(shape.IsNull(i) ? $"{names[i]} IS NULL" : Equality(names[i], Parameter(parameterCount++), isLeading: i == 0));
        if (shape.AfterCount > 0)
        {
            var left = string.Join(", ", names.Skip(shape.PrefixCount).Take(shape.AfterCount));
            var right = string.Join(", ", Enumerable.Range(parameterCount, shape.AfterCount).Select(Parameter));
            conditions.Add($"({left}) {(shape.Descending ? '<' : '>')} ({right})");
            parameterCount += shape.AfterCount;
        }

        if (shape.Index?.OnlyWhereNotNull is { } filter)
            conditions.Add($"{filter} IS NOT NULL");

        var order = ordinals.Concat(TieBreakers(shape)).Distinct().Select(ordinal => Order(table.Columns[ordinal], shape.Descending));
        if (shape.Index is not null && table.Layout == TableLayout.Append)
            order = order.Append(RowId + (shape.Descending ? " DESC" : ""));
        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        return $"SELECT {ColumnNames(table)} FROM {Source(shape)}{where} ORDER BY {string.Join(", ", order)} LIMIT {Parameter(parameterCount)}";
    }

    public static string IndexName(Table table, TableIndex index) => $"{table.Name}_{index.Name}";

    /// <summary>The name of the parameter at a position from 0.</summary>
    protected abstract string Parameter(int position);

    protected abstract string TypeName(ColumnType type);

    /// <summary>What an insert inserts.</summary>
    protected abstract string RowSource(Table table);

    /// <param name="isLeading">The column is the first of the index.</param>
    protected virtual string Equality(string column, string parameter, bool isLeading) => $"{column} = {parameter}";

    /// <summary>The table of a range query, with a hint at the index where the engine has such.</summary>
    protected virtual string Source(RangeShape shape) => shape.Table.Name;

    /// <summary>A column of an ORDER BY, nulls before everything.</summary>
    protected virtual string Order(ColumnDefinition column, bool isDescending) => column.Name + (isDescending ? " DESC" : "");

    protected static string ColumnNames(Table table) => string.Join(", ", table.Columns.Select(column => column.Name));

    protected static string KeyNames(Table table) =>
        string.Join(", ", table.KeyOrdinals.Select(ordinal => table.Columns[ordinal].Name));

    protected virtual string IndexColumns(Table table, TableIndex index) => string.Join(", ", index.Columns);

    protected string KeyCondition(Table table) =>
        string.Join(" AND ", table.KeyOrdinals.Select((ordinal, i) => $"{table.Columns[ordinal].Name} = {Parameter(i)}"));

    protected IEnumerable<string> ColumnDefinitions(Table table) =>
        table.Columns.Select(column => $"{column.Name} {TypeName(column.Type)}{(column.IsNullable ? "" : " NOT NULL")}");

    protected IEnumerable<string> CreateIndexes(Table table) => table.Indexes.Select(index =>
        $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {IndexName(table, index)} ON {table.Name} ({IndexColumns(table, index)})"
        + (index.OnlyWhereNotNull is { } filter ? $" WHERE {filter} IS NOT NULL" : ""));

    /// <summary>Rows of append tables lie in the order of their insertion, the others in that of their key.</summary>
    private static ImmutableArray<int> TieBreakers(RangeShape shape) =>
        shape.Index is null || shape.Table.Layout == TableLayout.Append ? [] : shape.Table.KeyOrdinals;
}
