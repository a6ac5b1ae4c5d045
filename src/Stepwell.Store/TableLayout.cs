namespace Stepwell.Store;

/// <summary>How the rows of a table lie on disk. Decides what an insert costs, not what it means.</summary>
public enum TableLayout
{
    /// <summary>
    /// Rows in the order of their insertion, found through a unique index over the key. For journals and for large rows:
    /// clustering those by their key halves throughput.
    /// </summary>
    Append,

    /// <summary>The key is one integer column, and rows are stored by it.</summary>
    IntegerKey,

    /// <summary>Rows are stored by their key. For small rows only.</summary>
    Clustered,
}
