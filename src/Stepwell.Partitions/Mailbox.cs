namespace Stepwell.Partitions;

/// <summary>Reply is null for a command that was told, not asked.</summary>
internal readonly record struct Command(EntityAddress To, object Message, PendingReply? Reply);

internal enum SignalKind
{
    Start,
    Stop,
    Completed,
    Message,
    Acknowledged,
    Resend,
    TimeCame,
    Retry,
}

/// <summary>What partitions, the store and the clock tell a partition. Not counted against the mailbox: each kind bounds itself.</summary>
/// <param name="Partition">The other one: sender of a message, receiver that acknowledges or wants messages again.</param>
/// <param name="Sequence">Of the message, or the last acknowledged.</param>
/// <param name="Value">The message, or the commit that completed.</param>
internal readonly record struct Signal(
    SignalKind Kind,
    int Partition = 0,
    long Sequence = 0,
    EntityAddress Address = default,
    object? Value = null,
    Exception? Failure = null);

/// <summary>The only way into a partition. Thread-safe.</summary>
internal sealed class Mailbox(int partition, int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<Command> _commands = new();
    private List<Signal> _signals = [];
    private bool _isOpen;
    private Exception? _fault;

    public void Open()
    {
        lock (_gate)
            _isOpen = true;
    }

    /// <param name="fault">Why the partition cannot work now; null: it is not meant to.</param>
    public void Close(Exception? fault = null)
    {
        lock (_gate)
            (_isOpen, _fault) = (false, fault);
    }

    /// <returns>Why the command was refused, or null.</returns>
    public PartitionException? TryPost(in Command command)
    {
        lock (_gate)
        {
            if (!_isOpen)
                return _fault is null ? new PartitionStoppedException(partition) : new PartitionUnavailableException(partition, _fault);
            if (_commands.Count >= capacity)
                return new PartitionOverloadedException(partition);
            _commands.Enqueue(command);
            return null;
        }
    }

    public void Post(in Signal signal)
    {
        lock (_gate)
            _signals.Add(signal);
    }

    /// <summary>Gives all signals for an empty list, which it keeps for the next ones.</summary>
    public List<Signal> TakeSignals(List<Signal> empty)
    {
        lock (_gate)
        {
            var signals = _signals;
            _signals = empty;
            return signals;
        }
    }

    public void TakeCommands(Queue<Command> into, int count)
    {
        lock (_gate)
        {
            for (; count > 0 && _commands.TryDequeue(out var command); count--)
                into.Enqueue(command);
        }
    }

    public bool HasSignals
    {
        get
        {
            lock (_gate)
                return _signals.Count > 0;
        }
    }

    public int CommandCount
    {
        get
        {
            lock (_gate)
                return _commands.Count;
        }
    }

    public bool HasCommands
    {
        get
        {
            lock (_gate)
                return _commands.Count > 0;
        }
    }
}
