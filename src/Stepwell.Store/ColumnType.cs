namespace Stepwell.Store;

/// <summary>What a column holds: a signed 64-bit integer, UTF-8 text, or bytes.</summary>
public enum ColumnType
{
    Integer,
    Text,
    Blob,
}
