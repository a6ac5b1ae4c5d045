namespace Stepwell.Store;

/// <summary>
/// One value of a key or an index bound. Text compares by its UTF-8 bytes, as SQLite's BINARY and PostgreSQL's C collation do;
/// null sorts before everything. A blob is not copied: the array must not change while the value is in use.
/// </summary>
public readonly struct ColumnValue : IEquatable<ColumnValue>, IComparable<ColumnValue>
{
    private static readonly object IntegerMark = new();

    private readonly object? _reference;
    private readonly long _integer;

    private ColumnValue(object? reference, long integer)
    {
        _reference = reference;
        _integer = integer;
    }

    public static ColumnValue Null => default;

    public bool IsNull => _reference is null;

    /// <exception cref="InvalidOperationException">The value is null.</exception>
    public ColumnType Type => _reference switch
    {
        string => ColumnType.Text,
        byte[] => ColumnType.Blob,
        null => throw new InvalidOperationException("A null has no type."),
        _ => ColumnType.Integer,
    };

    public long Integer => ReferenceEquals(_reference, IntegerMark) ? _integer : throw Mismatch(ColumnType.Integer);

    public string Text => _reference as string ?? throw Mismatch(ColumnType.Text);

    public byte[] Blob => _reference as byte[] ?? throw Mismatch(ColumnType.Blob);

    public static implicit operator ColumnValue(long value) => new(IntegerMark, value);

    public static implicit operator ColumnValue(string? value) => new(value, 0);

    public static implicit operator ColumnValue(byte[]? value) => new(value, 0);

    public static bool operator ==(ColumnValue left, ColumnValue right) => left.Equals(right);

    public static bool operator !=(ColumnValue left, ColumnValue right) => !left.Equals(right);

    public static bool operator <(ColumnValue left, ColumnValue right) => left.CompareTo(right) < 0;

    public static bool operator <=(ColumnValue left, ColumnValue right) => left.CompareTo(right) <= 0;

    public static bool operator >(ColumnValue left, ColumnValue right) => left.CompareTo(right) > 0;

    public static bool operator >=(ColumnValue left, ColumnValue right) => left.CompareTo(right) >= 0;

    public static ColumnValue FromInt64(long value) => value;

    public static ColumnValue FromString(string? value) => value;

    public static ColumnValue FromBytes(byte[]? value) => value;

    public int CompareTo(ColumnValue other)
    {
        var rank = Rank - other.Rank;
        if (rank != 0)
            return rank;

        return _reference switch
        {
            null => 0,
            string text => CompareUtf8(text, (string)other._reference!),
            byte[] blob => blob.AsSpan().SequenceCompareTo((byte[])other._reference!),
            _ => _integer.CompareTo(other._integer),
        };
    }

    public bool Equals(ColumnValue other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is ColumnValue other && Equals(other);

    public override int GetHashCode()
    {
        if (_reference is not byte[] blob)
            return _reference is string text ? text.GetHashCode(StringComparison.Ordinal) : _integer.GetHashCode();

        var hash = new HashCode();
        hash.AddBytes(blob);
        return hash.ToHashCode();
    }

    public override string ToString() => _reference switch
    {
        null => "null",
        string text => text,
        byte[] blob => Convert.ToHexString(blob),
        _ => _integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private int Rank => _reference switch { null => 0, string => 2, byte[] => 3, _ => 1 };

    /// <summary>UTF-16 order differs from UTF-8 order only between surrogates and the code units above them.</summary>
    private static int CompareUtf8(string left, string right)
    {
        var length = left.AsSpan().CommonPrefixLength(right);
        if (length == left.Length || length == right.Length)
            return left.Length - right.Length;

        return Weight(left[length]) - Weight(right[length]);

        static int Weight(char unit) => unit switch
        {
            < '\uD800' => unit,
            < '\uE000' => unit + 0x2000,
            _ => unit - 0x800,
        };
    }

    private InvalidOperationException Mismatch(ColumnType wanted) =>
        new($"The value is {(IsNull ? "null" : Type.ToString())}, not {wanted}.");
}
