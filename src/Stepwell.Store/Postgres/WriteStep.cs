namespace Stepwell.Store.Postgres;

internal enum StepKind
{
    Insert,
    Upsert,
    Delete,
}

/// <summary>One statement: what it does, and with which rows (of a delete: which keys).</summary>
internal sealed record WriteStep(Table Table, StepKind Kind, ColumnArrays Rows)
{
    public static WriteStep Of(Table table, StepKind kind) =>
        new(table, kind, new ColumnArrays(table, kind == StepKind.Delete ? table.KeyOrdinals : [.. Enumerable.Range(0, table.Columns.Length)]));
}
