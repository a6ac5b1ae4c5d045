using System.Globalization;
using Stepwell.Store.Backup;

namespace Stepwell.Store.Sqlite;

/// <summary>All rows of a table, out of a database or into it.</summary>
internal static class SqliteRows
{
    /// <summary>The reader is the same object for each row.</summary>
    public static IEnumerable<RowReader> Read(SqliteDatabase database, Table table)
    {
        using var statement = database.Prepare(RowCopy.Select(table));
        while (statement.Step())
            yield return statement.Row;
    }

    public static void Write(SqliteDatabase database, Table table, IEnumerable<RowReader> rows)
    {
        var parameters = Enumerable.Range(1, RowCopy.ColumnCount(table)).Select(position => string.Create(CultureInfo.InvariantCulture, $"?{position}"));
        using var statement = database.Prepare(
            $"INSERT INTO {table.Name} ({RowCopy.ColumnNames(table)}) VALUES ({string.Join(", ", parameters)})");
        foreach (var row in rows)
        {
            RowCopy.Copy(table, row, statement.Parameters);
            statement.Run();
        }
    }
}
