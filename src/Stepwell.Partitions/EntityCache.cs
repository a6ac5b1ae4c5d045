using System.Diagnostics.CodeAnalysis;

namespace Stepwell.Partitions;

/// <summary>An entity in memory.</summary>
internal sealed class EntitySlot(EntityAddress address, IEntity entity)
{
    public EntityAddress Address { get; } = address;

    public IEntity Entity { get; } = entity;

    /// <summary>Commits under way that this entity's state depends on. It cannot be loaded anew before they are durable.</summary>
    public int CommitsUnderWay { get; set; }

    /// <summary>The newest of them.</summary>
    public Commit? LastCommit { get; set; }

    /// <summary>The entity asked to be dropped when it is durable.</summary>
    public bool IsDropWanted { get; set; }

    /// <summary>Whether <see cref="WakeTicks"/> has been read or set.</summary>
    public bool IsWakeKnown { get; set; }

    /// <summary>When the entity's wake-up row is due, as written last; null: no row.</summary>
    public long? WakeTicks { get; set; }

    public EntitySlot? Newer { get; set; }

    public EntitySlot? Older { get; set; }
}

/// <summary>Entities in memory, the least recently used first to go. One whose changes are not durable always stays.</summary>
internal sealed class EntityCache(int capacity)
{
    /// <summary>Slots looked at for one that may go, so that a cache full of changes costs little.</summary>
    private const int LooksPerEviction = 16;

    private readonly Dictionary<EntityAddress, EntitySlot> _slots = [];
    private EntitySlot? _newest;
    private EntitySlot? _oldest;

    public bool TryGet(EntityAddress address, [NotNullWhen(true)] out EntitySlot? slot)
    {
        if (!_slots.TryGetValue(address, out slot))
            return false;

        if (slot != _newest)
        {
            Unlink(slot);
            LinkNewest(slot);
        }

        return true;
    }

    public void Add(EntitySlot slot)
    {
        _slots.Add(slot.Address, slot);
        LinkNewest(slot);
        Trim();
    }

    public void Remove(EntitySlot slot)
    {
        if (_slots.Remove(slot.Address))
            Unlink(slot);
    }

    public void Trim()
    {
        var candidate = _oldest;
        for (var looks = 0; _slots.Count > capacity && candidate is not null && looks < LooksPerEviction; looks++)
        {
            var newer = candidate.Newer;
            if (candidate.CommitsUnderWay == 0 && candidate != _newest)
                Remove(candidate);
            candidate = newer;
        }
    }

    private void LinkNewest(EntitySlot slot)
    {
        slot.Older = _newest;
        slot.Newer = null;
        if (_newest is not null)
            _newest.Newer = slot;
        _newest = slot;
        _oldest ??= slot;
    }

    private void Unlink(EntitySlot slot)
    {
        if (slot.Newer is null)
            _newest = slot.Older;
        else
            slot.Newer.Older = slot.Older;
        if (slot.Older is null)
            _oldest = slot.Newer;
        else
            slot.Older.Newer = slot.Newer;
        slot.Newer = null;
        slot.Older = null;
    }
}
