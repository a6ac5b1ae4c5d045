namespace Stepwell.Store;

/// <summary>The engine's end of a group commit. Used by the writer thread alone.</summary>
internal interface IGroupWriter : IDisposable
{
    /// <summary>Writes all batches in one transaction.</summary>
    /// <returns>Null when all of it is durable.</returns>
    GroupFailure? Write(List<WriteBatch> group);
}

/// <summary>Nothing of a group was written, or it is not known whether it was.</summary>
/// <param name="Culprit">The batch whose own fault it is; null: the store's.</param>
internal sealed record GroupFailure(Exception Reason, WriteBatch? Culprit)
{
    /// <summary>Rows that break a constraint or cannot be read are the fault of their batch; anything else the store says of itself.</summary>
    public static GroupFailure Of(Exception reason, WriteBatch? current) =>
        new(reason, reason is ConstraintException or not StoreException ? current : null);
}
