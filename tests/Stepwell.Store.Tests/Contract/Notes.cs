namespace Stepwell.Store.Tests.Contract;

/// <summary>A table that changes from release to release.</summary>
internal static class Notes
{
    public static readonly Table<Tuple<long>> Version1 = new(
        "notes", TableLayout.IntegerKey, ["id"], [Column.Integer<Tuple<long>>("id", row => row.Item1)], row => new(row.Integer(0)));

    public static readonly Table<Tuple<long, string?>> Version2 = new(
        "notes",
        TableLayout.IntegerKey,
        ["id"],
        [Column.Integer<Tuple<long, string?>>("id", row => row.Item1), Column.NullableText<Tuple<long, string?>>("author", row => row.Item2)],
        row => new(row.Integer(0), row.NullableText(1)));

    /// <summary>The first version with an index that it does not have.</summary>
    public static readonly Table<Tuple<long>> Indexed = new(
        "notes",
        TableLayout.IntegerKey,
        ["id"],
        [Column.Integer<Tuple<long>>("id", row => row.Item1)],
        row => new(row.Integer(0)),
        [new TableIndex("by_id", ["id"])]);
}
