namespace Stepwell.Testing.Disks;

internal enum DiskOperationKind
{
    Write,
    Sync,
    Truncate,
    Delete,
    GrowIndex,
}

/// <summary>One thing that SQLite asks of a disk.</summary>
/// <param name="Number">Counts from 0.</param>
/// <param name="FileName">Without its folder.</param>
internal readonly record struct DiskOperation(long Number, DiskOperationKind Kind, string FileName);

/// <summary>What becomes of an operation.</summary>
internal enum DiskFault
{
    None,

    /// <summary>A write is done in part and fails. A sync fails, and nobody knows which of the writes before it are durable.</summary>
    Error,

    /// <summary>As an error, but the disk says that it is full.</summary>
    Full,

    /// <summary>The power goes during it. Nothing works any more, and what is left is in <see cref="FaultyDisk.SaveRemains"/>.</summary>
    PowerCut,
}
