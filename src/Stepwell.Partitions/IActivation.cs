using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// What an entity may do while it handles a command. Valid until <see cref="IEntity.Handle"/> returns. Rows, messages, wake-ups and effects
/// of one activation stand or fall together; replies and effects are released, in order, when the rows are durable.
/// </summary>
public interface IActivation
{
    EntityAddress Self { get; }

    /// <summary>UTC.</summary>
    DateTimeOffset Now { get; }

    Random Random { get; }

    /// <summary>Rows as they are durable: this and other recent activations' writes may not be among them yet.</summary>
    IStoreReader Reader { get; }

    /// <summary>A new id whose home is this partition.</summary>
    EntityId NewId();

    /// <inheritdoc cref="WriteBatch.Append"/>
    void Append<TRow>(Table<TRow> table, TRow row) where TRow : class;

    /// <inheritdoc cref="WriteBatch.Insert"/>
    void Insert<TRow>(Table<TRow> table, TRow row) where TRow : class;

    /// <inheritdoc cref="WriteBatch.Upsert"/>
    void Upsert<TRow>(Table<TRow> table, TRow row) where TRow : class;

    /// <inheritdoc cref="WriteBatch.Delete"/>
    void Delete<TRow>(Table<TRow> table, TRow row) where TRow : class;

    /// <inheritdoc cref="WriteBatch.DeleteKey"/>
    void DeleteKey<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class;

    /// <summary>
    /// Adds to a count that this partition keeps under that name. It is as durable as the rows of this activation, and costs one row a
    /// batch however often it is changed.
    /// </summary>
    void Count(string tally, long change);

    /// <summary>
    /// What all partitions have counted under that name, without reading the store. It is ahead of what is durable by what is under way, and
    /// other partitions may change it meanwhile.
    /// </summary>
    long CountOf(string tally);

    /// <summary>Answers the caller. Without a caller (a message, a wake-up) it does nothing. At most one answer per activation.</summary>
    void Reply(object reply);

    /// <summary>Answers the caller with an exception; what was written stands.</summary>
    void ReplyError(Exception error);

    /// <summary>
    /// Sets the entity's one durable wake-up, or clears it. Setting a later time may leave an earlier one in place. A wake-up that has
    /// fired is gone unless <see cref="Wake"/>'s activation sets the next.
    /// </summary>
    void WakeAt(DateTimeOffset? due);

    /// <summary>
    /// Sends a durable message, delivered exactly once, in order for each pair of partitions. Within a partition it is handled
    /// right after this activation and becomes durable with it.
    /// </summary>
    void Send(EntityAddress to, object message);

    /// <summary>
    /// Runs a volatile effect once all of this activation is durable. It runs on the partition's loop: it must be quick and must not throw.
    /// A crash may lose it; <see cref="IEntityKind.Recover"/> makes up for that.
    /// </summary>
    void AfterCommit(Action effect);

    /// <inheritdoc cref="AfterCommit(Action)"/>
    void AfterCommit(Action<object> effect, object state);

    /// <summary>The entity need not stay in memory once this activation is durable.</summary>
    void DropAfterCommit();
}
