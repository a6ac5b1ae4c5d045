using System.Collections.Immutable;

namespace Stepwell.Store;

/// <summary>
/// A secondary index. In a unique index rows with a null in an indexed column do not collide, as in SQL.
/// </summary>
/// <param name="Name">Unique within its table.</param>
/// <param name="Columns">Names of columns of the table, most significant first.</param>
/// <param name="IsUnique">A second row with the same values fails its batch.</param>
/// <param name="OnlyWhereNotNull">A column; rows where it is null are not in the index, and a range over it does not find them.</param>
public sealed record TableIndex(
    string Name, ImmutableArray<string> Columns, bool IsUnique = false, string? OnlyWhereNotNull = null);
