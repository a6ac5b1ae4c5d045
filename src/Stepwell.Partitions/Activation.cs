using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>One command in work. One object per instance, used again for each.</summary>
internal sealed class Activation(PartitionInstance instance) : IActivation
{
    private EntitySlot? _slot;
    private PendingReply? _caller;
    private bool _isAnswered;

    /// <summary>Whether the entity has written, sent or set anything.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether what it answers must wait for the open commit. An id is durably spent only with it.</summary>
    public bool MustWait { get; private set; }

    public bool IsWakeSet { get; private set; }

    public long? WakeTicks { get; private set; }

    public List<Effect> Effects { get; } = [];

    public EntityAddress Self => _slot!.Address;

    public DateTimeOffset Now { get; private set; }

    public Random Random => instance.Random;

    public IStoreReader Reader => instance.Reader;

    private WriteBatch Batch
    {
        get
        {
            MarkChanged();
            return instance.Open.Batch;
        }
    }

    public void Begin(EntitySlot slot, PendingReply? caller, DateTimeOffset now)
    {
        _slot = slot;
        _caller = caller;
        _isAnswered = false;
        HasChanged = false;
        MustWait = false;
        IsWakeSet = false;
        WakeTicks = null;
        Now = now;
        slot.IsDropWanted = false;
    }

    /// <summary>The entity returned. A caller it forgot gets an error rather than no answer.</summary>
    public void End()
    {
        if (_caller is not null && !_isAnswered)
            Effects.Add(new Effect(EffectKind.ReplyError, _caller, new NoReplyException(Self)));
        _slot = null;
        _caller = null;
    }

    /// <summary>The entity threw.</summary>
    public void Fail(Exception exception, PendingReply? caller)
    {
        // What it answered or asked for before is void.
        Effects.Clear();
        if (caller is not null)
            Effects.Add(new Effect(EffectKind.ReplyError, caller, exception));
        _slot = null;
        _caller = null;
    }

    public EntityId NewId()
    {
        MustWait = true;
        return instance.NewId(Now);
    }

    public void Append<TRow>(Table<TRow> table, TRow row) where TRow : class => Batch.Append(table, row);

    public void Insert<TRow>(Table<TRow> table, TRow row) where TRow : class => Batch.Insert(table, row);

    public void Upsert<TRow>(Table<TRow> table, TRow row) where TRow : class => Batch.Upsert(table, row);

    public void Delete<TRow>(Table<TRow> table, TRow row) where TRow : class => Batch.Delete(table, row);

    public void DeleteKey<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class => Batch.DeleteKey(table, key);

    public void Count(string tally, long change)
    {
        MarkChanged();
        instance.Count(tally, change);
    }

    public long CountOf(string tally) => instance.CountOf(tally);

    public void Reply(object reply) => Answer(EffectKind.Reply, reply);

    public void ReplyError(Exception error) => Answer(EffectKind.ReplyError, error);

    public void WakeAt(DateTimeOffset? due)
    {
        MarkChanged();
        IsWakeSet = true;
        WakeTicks = due?.UtcTicks;
    }

    public void Send(EntityAddress to, object message)
    {
        instance.Send(to, message, Effects);
        MarkChanged();
    }

    public void AfterCommit(Action effect) => Effects.Add(new Effect(EffectKind.Run, effect));

    public void AfterCommit(Action<object> effect, object state) => Effects.Add(new Effect(EffectKind.RunWithState, effect, state));

    public void DropAfterCommit() => _slot!.IsDropWanted = true;

    private void MarkChanged()
    {
        HasChanged = true;
        MustWait = true;
    }

    private void Answer(EffectKind kind, object value)
    {
        if (_isAnswered)
            throw new InvalidOperationException($"Entity {Self} replied twice.");
        _isAnswered = true;
        if (_caller is not null)
            Effects.Add(new Effect(kind, _caller, value));
    }
}
