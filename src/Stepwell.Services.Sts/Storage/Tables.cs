using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Services.Sts.Storage;

/// <summary>The tables of this service.</summary>
public static class Tables
{
    internal static readonly Table<KeyRow> Keys = new(
        "sts_key",
        TableLayout.Clustered,
        ["name"],
        [Column.Text<KeyRow>("name", row => row.Name), Column.Blob<KeyRow>("secret", row => row.Secret)],
        row => new(row.Text(0), row.Blob(1)));

    /// <summary>What the host adds to the schema of its store.</summary>
    public static ImmutableArray<Table> All { get; } = [Keys];
}

/// <summary>A secret that temporary keys are made with.</summary>
internal sealed record KeyRow(string Name, byte[] Secret);
