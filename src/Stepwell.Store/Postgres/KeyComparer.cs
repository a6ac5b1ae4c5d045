namespace Stepwell.Store.Postgres;

/// <summary>Keys are equal when all their values are.</summary>
internal sealed class KeyComparer : IEqualityComparer<ColumnValue[]>
{
    public static readonly KeyComparer Instance = new();

    public bool Equals(ColumnValue[]? x, ColumnValue[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(ColumnValue[] obj)
    {
        var hash = new HashCode();
        foreach (var value in obj)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
