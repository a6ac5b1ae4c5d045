namespace Stepwell.Store.Tests.Contract;

internal sealed record Entry(string Journal, long Sequence, byte[] Data)
{
    public static readonly Table<Entry> Table = new(
        "entries",
        TableLayout.Append,
        key: ["journal", "sequence"],
        columns:
        [
            Column.Text<Entry>("journal", row => row.Journal),
            Column.Integer<Entry>("sequence", row => row.Sequence),
            Column.Blob<Entry>("data", row => row.Data),
        ],
        read: row => new Entry(row.Text(0), row.Integer(1), row.Blob(2)));
}

internal sealed record Person(long Id, string Name, string? Email, long? Age, byte[]? Photo)
{
    public static readonly TableIndex ByName = new("by_name", ["name"]);
    public static readonly TableIndex ByEmail = new("by_email", ["email"], IsUnique: true);
    public static readonly TableIndex ByAge = new("by_age", ["age", "name"], OnlyWhereNotNull: "age");

    public static readonly Table<Person> Table = new(
        "people",
        TableLayout.IntegerKey,
        key: ["id"],
        columns:
        [
            Column.Integer<Person>("id", row => row.Id),
            Column.Text<Person>("name", row => row.Name),
            Column.NullableText<Person>("email", row => row.Email),
            Column.NullableInteger<Person>("age", row => row.Age),
            Column.NullableBlob<Person>("photo", row => row.Photo),
        ],
        read: row => new Person(row.Integer(0), row.Text(1), row.NullableText(2), row.NullableInteger(3), row.NullableBlob(4)),
        indexes: [ByName, ByEmail, ByAge]);
}

/// <summary>The key is not made of the first columns, and not in their order.</summary>
internal sealed record Cell(long Value, long Column, string Row)
{
    public static readonly TableIndex ByValue = new("by_value", ["value"]);

    public static readonly Table<Cell> Table = new(
        "cells",
        TableLayout.Clustered,
        key: ["row", "col"],
        columns:
        [
            Store.Column.Integer<Cell>("value", cell => cell.Value),
            Store.Column.Integer<Cell>("col", cell => cell.Column),
            Store.Column.Text<Cell>("row", cell => cell.Row),
        ],
        read: row => new Cell(row.Integer(0), row.Integer(1), row.Text(2)),
        indexes: [ByValue]);
}

internal static class TestSchema
{
    public static readonly StoreSchema Current = new([Entry.Table, Person.Table, Cell.Table]);
}
