using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// One life of a partition, from recovery to fencing: entities, the open commit, and the commits under way.
/// <code>
/// command → entity decides → open commit ─ submit → store ─ durable → effects released
///                ▲              │ rows, effects                          │ in order
///                └──────────────┘ next command, on the changed state     ▼
/// </code>
/// Called by its partition's loop only. An exception that leaves a method ends the instance, and so does a fault that it hands out.
/// </summary>
internal sealed class PartitionInstance : IPartitionRecovery
{
    private readonly PartitionContext _context;
    private readonly long _epoch;
    private readonly Func<Commit> _rentCommit;
    private readonly Activation _activation;
    private readonly EntityCache _cache;
    private readonly WakeQueue _wakes;
    private readonly Outbox _outbox;
    private readonly Inbox _inbox;
    private readonly IdSource _ids;
    private readonly Tallies _tallies;
    private readonly Queue<Commit> _underWay = new();
    private readonly Queue<(EntityAddress To, object Message)> _localMessages = new();
    private readonly Queue<Command> _recoveryCommands = new();
    private Commit? _open;
    private int _localMessagesInCommit;
    private Exception? _lost;
    private Exception? _fault;

    public PartitionInstance(int partition, PartitionContext context, Random random, long epoch, Func<Commit> rentCommit)
    {
        Partition = partition;
        Random = random;
        Reader = context.Store.PartitionReader(partition);
        Reader.Refresh();
        _context = context;
        _epoch = epoch;
        _rentCommit = rentCommit;
        _activation = new Activation(this);
        _cache = new EntityCache(context.Options.CachedEntities);
        _ids = IdSource.Load(partition, Reader);
        _wakes = new WakeQueue(partition, Reader, context.Options);
        _outbox = new Outbox(partition, context, Reader);
        _inbox = new Inbox(partition, context, Reader);
        _tallies = new Tallies(partition, Reader, context.Tallies);
    }

    public int Partition { get; }

    public Random Random { get; }

    public IStoreReader Reader { get; }

    public DateTimeOffset Now => _context.TimeProvider.GetUtcNow();

    public bool HasCommitsUnderWay => _underWay.Count > 0;

    /// <summary>Whether what was owed after recovery is still being handed out. Callers wait until it is.</summary>
    public bool IsRecovering => _recoveryCommands.Count > 0;

    public bool TakesCommands => _underWay.Count < _context.Options.BatchesInFlight;

    /// <summary>When the loop must run again at the latest, in UTC ticks.</summary>
    public long NextTicks => _wakes.NextTicks;

    public Commit Open => _open ??= _rentCommit();

    public void Recover()
    {
        foreach (var kind in _context.Kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal))
            kind.Recover(Reader, this);
        _outbox.ResendAll();
        _inbox.AskAgain();
        _tallies.Publish();
    }

    public void Tell(EntityAddress to, object command)
    {
        if (_context.HomeOf(to) != Partition)
            throw new ArgumentException($"Entity {to} does not belong to partition {Partition}.", nameof(to));
        _recoveryCommands.Enqueue(new Command(to, command, Reply: null));
    }

    /// <summary>Handles what is owed, then what is due and what was accepted, and hands the batch over.</summary>
    public void Drain(Queue<Command> accepted)
    {
        for (var i = 0; i < _context.Options.CommandsPerBatch && TakesCommands && _recoveryCommands.TryDequeue(out var command); i++)
            Execute(command);
        if (!IsRecovering)
        {
            WakeEntities();
            while (accepted.TryDequeue(out var command))
                Execute(command);
        }

        Submit();
    }

    public void OnMessage(int sender, long sequence, EntityAddress to, object message)
    {
        if (_inbox.Admit(sender, sequence))
        {
            _ = Open;
            Execute(new Command(to, message, Reply: null));
        }
    }

    public void OnAcknowledged(int receiver, long sequence) => _outbox.OnAcknowledged(receiver, sequence, Open.Batch);

    public void OnResendWanted(int receiver) => _outbox.Resend(receiver);

    /// <summary>A commit is durable or lost. Effects are released in the order of commits, so it may have to wait for those before it.</summary>
    public void OnCompleted(Commit commit, Exception? failure, Action<Commit> giveBack)
    {
        commit.Resolve(failure);
        while (_underWay.TryPeek(out var first) && first.IsResolved)
        {
            _underWay.Dequeue();
            if (_lost is null && first.Failure is { } failed)
            {
                _lost = failed;
                _fault ??= failed;
            }

            Settle(first);
            giveBack(first);
        }
    }

    /// <summary>The instance ends: what is not handed over yet is lost. Commits under way still settle, each as it turns out.</summary>
    public void Abandon(Exception reason)
    {
        FailReplies(_activation.Effects, reason);
        _activation.Effects.Clear();
        if (_open is not null)
            FailReplies(_open.Effects, reason);
        _open = null;
        _tallies.Withdraw();
    }

    /// <summary>Why the instance must end, when an effect or a commit has failed since the last call.</summary>
    public Exception? TakeFault()
    {
        var fault = _fault;
        _fault = null;
        return fault;
    }

    public void Count(string tally, long change)
    {
        _ = Open;
        _tallies.Add(tally, change);
    }

    public long CountOf(string tally) => _context.Tallies.Read(tally);

    public EntityId NewId(DateTimeOffset now) => _ids.Next(now, Open.Batch);

    public void Send(EntityAddress to, object message, List<Effect> effects)
    {
        var receiver = _context.HomeOf(to);
        var isLocal = receiver == Partition
            && _localMessagesInCommit < _context.Options.LocalMessagesPerBatch
            && _outbox.IsSettled(receiver);
        if (isLocal)
        {
            _localMessagesInCommit++;
            _localMessages.Enqueue((to, message));
            return;
        }

        var sequence = _outbox.Add(receiver, to, message, Open.Batch);
        effects.Add(new Effect(EffectKind.Message, Value: message, Partition: receiver, Number: sequence, Address: to));
    }

    private void Execute(in Command command)
    {
        _ = Activate(command.To, command.Message, command.Reply, isWake: false);
        ExecuteLocalMessages();
    }

    private void WakeEntities()
    {
        var nowTicks = Now.UtcTicks;
        _wakes.Load(nowTicks);
        for (var i = 0; i < _context.Options.CommandsPerBatch && TakesCommands && _wakes.TryTakeDue(nowTicks, out var address); i++)
            ExecuteWake(address, nowTicks);
    }

    private void ExecuteWake(EntityAddress address, long nowTicks)
    {
        _ = _cache.TryGet(address, out var slot);
        if (_wakes.DueTicks(address, slot) is not { } dueTicks || dueTicks > nowTicks)
            return;

        if (!Activate(address, Wake.Instance, caller: null, isWake: true))
            _wakes.Enqueue(address, nowTicks + _context.Options.RetryDelay.Ticks);
        ExecuteLocalMessages();
    }

    private void ExecuteLocalMessages()
    {
        while (_localMessages.TryDequeue(out var local))
            _ = Activate(local.To, local.Message, caller: null, isWake: false);
    }

    /// <returns>False when the entity threw before it changed anything.</returns>
    private bool Activate(EntityAddress to, object message, PendingReply? caller, bool isWake)
    {
        EntitySlot? slot = null;
        try
        {
            slot = SlotOf(to);
            _activation.Begin(slot, caller, Now);
            slot.Entity.Handle(message, _activation);
        }
        catch (Exception exception)
        {
            var hasChanged = slot is not null && _activation.HasChanged;
            _activation.Fail(exception, caller);

            // A message or wake-up must not be lost because the store could not be read.
            if (hasChanged || (caller is null && exception is StoreException))
                throw;

            _context.Report(new PartitionIncident.CommandFailed(Partition, to, message, exception));
            ReleaseOrDefer(slot);
            if (slot?.CommitsUnderWay == 0)
                _cache.Remove(slot);
            return false;
        }

        _activation.End();
        if (_activation.IsWakeSet || isWake)
            _wakes.Set(slot, _activation.WakeTicks, isWake, Open);
        if (_activation.MustWait || isWake)
            Touch(slot);
        ReleaseOrDefer(slot);
        if (slot.IsDropWanted && slot.CommitsUnderWay == 0)
            _cache.Remove(slot);
        return true;
    }

    private EntitySlot SlotOf(EntityAddress address)
    {
        if (!_cache.TryGet(address, out var slot))
        {
            slot = new EntitySlot(address, _context.KindOf(address).Load(address, Reader));
            _cache.Add(slot);
        }

        return slot;
    }

    private void Touch(EntitySlot slot)
    {
        if (slot.LastCommit == Open)
            return;
        slot.LastCommit = Open;
        slot.CommitsUnderWay++;
        Open.Touched.Add(slot);
    }

    /// <summary>Effects that rest on durable state only need not wait.</summary>
    private void ReleaseOrDefer(EntitySlot? slot)
    {
        if (_activation.Effects.Count == 0)
            return;

        if (slot is null || slot.CommitsUnderWay == 0)
        {
            foreach (var effect in _activation.Effects)
                Release(effect);
        }
        else
        {
            Touch(slot);
            Open.Effects.AddRange(_activation.Effects);
        }

        _activation.Effects.Clear();
    }

    private void Submit()
    {
        if (_open is not { } commit)
            return;

        _inbox.Seal(commit);
        _tallies.Seal(commit.Batch);
        if (commit.IsEmpty)
            return;

        _open = null;
        _localMessagesInCommit = 0;
        _underWay.Enqueue(commit);
        commit.Batch.Epoch = _epoch;
        _context.Store.Submit(commit.Batch);
    }

    private void Settle(Commit commit)
    {
        foreach (var slot in commit.Touched)
        {
            slot.CommitsUnderWay--;

            // The commit object will be used again; it must not pass for one that the entity is already part of.
            if (slot.LastCommit == commit)
                slot.LastCommit = null;
            if (slot.CommitsUnderWay == 0 && slot.IsDropWanted)
                _cache.Remove(slot);
        }

        _cache.Trim();
        if (_lost is null)
        {
            foreach (var effect in commit.Effects)
                Release(effect);
        }
        else
        {
            FailReplies(commit.Effects, _lost);
        }
    }

    private void Release(in Effect effect)
    {
        try
        {
            switch (effect.Kind)
            {
                case EffectKind.Reply:
                    ((PendingReply)effect.Target!).Succeed(effect.Value!);
                    break;
                case EffectKind.ReplyError:
                    ((PendingReply)effect.Target!).Fail((Exception)effect.Value!);
                    break;
                case EffectKind.Run:
                    ((Action)effect.Target!)();
                    break;
                case EffectKind.RunWithState:
                    ((Action<object>)effect.Target!)(effect.Value!);
                    break;
                case EffectKind.Message:
                    _outbox.OnDurable(effect.Partition, effect.Number, effect.Address, effect.Value!);
                    break;
                case EffectKind.WakeSet:
                    _wakes.OnDurable(effect.Address, effect.Number);
                    break;
                case EffectKind.Acknowledge:
                    _inbox.OnDurable(effect.Partition, effect.Number);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown effect {effect.Kind}.");
            }
        }
        catch (Exception exception)
        {
            // The rest is durable too and must be released; the next instance derives again what this effect owed.
            _fault ??= exception;
        }
    }

    private void FailReplies(List<Effect> effects, Exception reason)
    {
        foreach (var effect in effects)
        {
            if (effect.Kind is EffectKind.Reply or EffectKind.ReplyError)
                ((PendingReply)effect.Target!).Fail(new PartitionFencedException(Partition, reason));
        }
    }
}
