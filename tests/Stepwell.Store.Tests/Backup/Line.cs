namespace Stepwell.Store.Tests.Backup;

/// <summary>A row of an append table; those of one tag come in the order of their insertion.</summary>
internal sealed record Line(long Number, string Tag, string? Note)
{
    public static readonly TableIndex ByTag = new("by_tag", ["tag"]);

    public static readonly Table<Line> Table = new(
        "lines",
        TableLayout.Append,
        key: ["number"],
        columns:
        [
            Column.Integer<Line>("number", row => row.Number),
            Column.Text<Line>("tag", row => row.Tag),
            Column.NullableText<Line>("note", row => row.Note),
        ],
        read: row => new Line(row.Integer(0), row.Text(1), row.NullableText(2)),
        indexes: [ByTag]);
}
