using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// The wake-ups of the near future. All durable ones up to a moment are in memory; of the rest only the earliest time is known.
/// An entry may be out of date: whoever takes it compares it with the entity's row.
/// </summary>
internal sealed class WakeQueue(int partition, IStoreReader reader, PartitionOptions options)
{
    private readonly PriorityQueue<EntityAddress, (long DueTicks, long Order)> _queue = new();
    private readonly long _horizonTicks = options.WakeHorizon.Ticks;
    private long _loadedUntilTicks;
    private long _nextStoredTicks;
    private long _order;

    /// <summary>When something is to be done next: wake an entity, or read on. The greatest number: never.</summary>
    public long NextTicks
    {
        get
        {
            var loadTicks = _nextStoredTicks == long.MaxValue ? long.MaxValue : _nextStoredTicks - (_horizonTicks / 2);
            return _queue.TryPeek(out _, out var first) ? Math.Min(first.DueTicks, loadTicks) : loadTicks;
        }
    }

    /// <summary>Reads on in the store when the first wake-up that is only there comes near.</summary>
    public void Load(long nowTicks)
    {
        if (nowTicks < _nextStoredTicks - (_horizonTicks / 2))
            return;

        var range = new RowRange { Index = PartitionTables.WakeupsByDue, Prefix = [partition], After = [_loadedUntilTicks] };
        var untilTicks = nowTicks + _horizonTicks;
        var lastTicks = _loadedUntilTicks;
        var count = 0;
        _nextStoredTicks = long.MaxValue;
        foreach (var row in reader.Range(PartitionTables.Wakeups, range))
        {
            if (row.DueTicks > lastTicks && count >= options.WakesPerRead)
                untilTicks = lastTicks;
            if (row.DueTicks > untilTicks)
            {
                _nextStoredTicks = row.DueTicks;
                break;
            }

            Enqueue(row.Address, row.DueTicks);
            lastTicks = row.DueTicks;
            count++;
        }

        _loadedUntilTicks = untilTicks;
    }

    /// <summary>A wake-up has become durable.</summary>
    public void OnDurable(EntityAddress address, long dueTicks)
    {
        if (dueTicks <= _loadedUntilTicks)
            Enqueue(address, dueTicks);
        else
            _nextStoredTicks = Math.Min(_nextStoredTicks, dueTicks);
    }

    public void Enqueue(EntityAddress address, long dueTicks) => _queue.Enqueue(address, (dueTicks, _order++));

    public bool TryTakeDue(long nowTicks, out EntityAddress address)
    {
        if (_queue.TryPeek(out address, out var first) && first.DueTicks <= nowTicks)
        {
            _queue.Dequeue();
            return true;
        }

        return false;
    }

    /// <summary>When the entity's wake-up is due, be it in a commit under way or in the store.</summary>
    public long? DueTicks(EntityAddress address, EntitySlot? slot)
    {
        if (slot is null)
            return Read(address);
        if (!slot.IsWakeKnown)
            Note(slot, Read(address));
        return slot.WakeTicks;
    }

    /// <summary>Puts what the entity wants into the open commit.</summary>
    /// <param name="hasFired">The wake-up was this activation's reason, and its row is to go.</param>
    public void Set(EntitySlot slot, long? dueTicks, bool hasFired, Commit open)
    {
        var currentTicks = DueTicks(slot.Address, slot);
        if (dueTicks is { } due)
        {
            // An earlier wake-up stays: the entity will look then and set the next.
            if (!hasFired && currentTicks <= due)
                return;
            open.Batch.Upsert(PartitionTables.Wakeups, new WakeupRow(slot.Address, partition, due));
            open.Effects.Add(new Effect(EffectKind.WakeSet, Number: due, Address: slot.Address));
        }
        else if (currentTicks is not null)
        {
            open.Batch.DeleteKey(PartitionTables.Wakeups, slot.Address.Kind, slot.Address.Id.Value, slot.Address.Key ?? "");
        }

        Note(slot, dueTicks);
    }

    private static void Note(EntitySlot slot, long? dueTicks)
    {
        slot.WakeTicks = dueTicks;
        slot.IsWakeKnown = true;
    }

    private long? Read(EntityAddress address) =>
        reader.Find(PartitionTables.Wakeups, address.Kind, address.Id.Value, address.Key ?? "")?.DueTicks;
}
