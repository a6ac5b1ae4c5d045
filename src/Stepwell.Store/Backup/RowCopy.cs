using Stepwell.Store.Sql;

namespace Stepwell.Store.Backup;

/// <summary>
/// Rows on their way from one engine to the other. Rows of append tables take their row ids along: by them the order of insertion stays,
/// in whatever order they come.
/// </summary>
internal static class RowCopy
{
    public static string ColumnNames(Table table)
    {
        var names = table.Columns.Select(column => column.Name);
        return string.Join(", ", table.Layout == TableLayout.Append ? names.Append(SqlDialect.RowId) : names);
    }

    public static string Select(Table table) => $"SELECT {ColumnNames(table)} FROM {table.Name}";

    public static int ColumnCount(Table table) => table.Columns.Length + (table.Layout == TableLayout.Append ? 1 : 0);

    public static void Copy(Table table, RowReader from, RowWriter to)
    {
        for (var i = 0; i < table.Columns.Length; i++)
            Copy(table.Columns[i].Type, i, from, to);
        if (table.Layout == TableLayout.Append)
            to.Integer(table.Columns.Length, from.Integer(table.Columns.Length));
    }

    private static void Copy(ColumnType type, int ordinal, RowReader from, RowWriter to)
    {
        if (from.IsNull(ordinal))
        {
            to.Null(ordinal);
            return;
        }

        switch (type)
        {
            case ColumnType.Integer:
                to.Integer(ordinal, from.Integer(ordinal));
                break;
            case ColumnType.Text:
                to.Text(ordinal, from.Text(ordinal));
                break;
            case ColumnType.Blob:
                to.Blob(ordinal, from.Blob(ordinal));
                break;
            default:
                throw new InvalidOperationException($"Unknown type {type}.");
        }
    }
}
