using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// Messages of one partition to others. Each is a row until the receiver has made its effects durable. Those just written go to the
/// receiver from memory; what exceeds the window, or is wanted again, is read from the store.
/// </summary>
internal sealed class Outbox
{
    private readonly int _sender;
    private readonly PartitionContext _context;
    private readonly IStoreReader _reader;
    private readonly Lane[] _lanes;

    public Outbox(int sender, PartitionContext context, IStoreReader reader)
    {
        _sender = sender;
        _context = context;
        _reader = reader;
        _lanes = new Lane[context.Partitions.Length];
        for (var receiver = 0; receiver < _lanes.Length; receiver++)
            _lanes[receiver] = Load(receiver);
    }

    /// <summary>Whether no message to the receiver is under way.</summary>
    public bool IsSettled(int receiver) => _lanes[receiver].Acknowledged == _lanes[receiver].Last;

    /// <returns>The message's sequence.</returns>
    public long Add(int receiver, EntityAddress to, object message, WriteBatch batch)
    {
        var bytes = _context.KindOf(to).Messages.ToBytes(message);
        var sequence = ++_lanes[receiver].Last;
        batch.Append(PartitionTables.Outbox, new OutboxRow(_sender, receiver, sequence, to, bytes));
        return sequence;
    }

    public void OnDurable(int receiver, long sequence, EntityAddress to, object message)
    {
        ref var lane = ref _lanes[receiver];
        lane.Durable = sequence;
        if (sequence == lane.Sent + 1 && sequence - lane.Acknowledged <= _context.Options.MessagesInFlight)
        {
            lane.Sent = sequence;
            Deliver(receiver, sequence, to, message);
        }
    }

    public void OnAcknowledged(int receiver, long sequence, WriteBatch batch)
    {
        ref var lane = ref _lanes[receiver];
        while (lane.Acknowledged < sequence)
            batch.DeleteKey(PartitionTables.Outbox, _sender, receiver, ++lane.Acknowledged);
        lane.Sent = Math.Max(lane.Sent, lane.Acknowledged);
        SendStored(receiver);
    }

    /// <summary>Sends again all that the receiver has not acknowledged.</summary>
    public void Resend(int receiver)
    {
        _lanes[receiver].Sent = _lanes[receiver].Acknowledged;
        SendStored(receiver);
    }

    public void ResendAll()
    {
        for (var receiver = 0; receiver < _lanes.Length; receiver++)
            Resend(receiver);
    }

    private void SendStored(int receiver)
    {
        ref var lane = ref _lanes[receiver];
        var room = (int)(_context.Options.MessagesInFlight - (lane.Sent - lane.Acknowledged));
        if (lane.Sent >= lane.Durable || room <= 0)
            return;

        var range = new RowRange { Prefix = [_sender, receiver], After = [lane.Sent], Limit = room };
        foreach (var row in _reader.Range(PartitionTables.Outbox, range))
        {
            // A row may be durable before this partition has been told so; then it is sent when it has.
            if (row.Sequence > lane.Durable)
                break;
            lane.Sent = row.Sequence;
            Deliver(receiver, row.Sequence, row.To, _context.KindOf(row.To).Messages.FromBytes(row.Message));
        }
    }

    private void Deliver(int receiver, long sequence, EntityAddress to, object message) =>
        _context.Partitions[receiver].Post(new Signal(SignalKind.Message, _sender, sequence, to, message));

    /// <summary>Rows are gone once acknowledged, so the receiver's own mark is needed to go on counting.</summary>
    private Lane Load(int receiver)
    {
        var range = new RowRange { Prefix = [_sender, receiver], Limit = 1 };
        var first = _reader.Range(PartitionTables.Outbox, range).FirstOrDefault();
        var last = _reader.Range(PartitionTables.Outbox, range with { Descending = true }).FirstOrDefault();
        var seen = _reader.Find(PartitionTables.Inbox, receiver, _sender)?.Sequence ?? 0;
        var durable = last?.Sequence ?? seen;
        return new Lane { Acknowledged = first is null ? seen : first.Sequence - 1, Durable = durable, Last = durable };
    }

    private struct Lane
    {
        /// <summary>The last message given a sequence.</summary>
        public long Last;

        /// <summary>The last whose row is known to be durable.</summary>
        public long Durable;

        /// <summary>The last handed to the receiver.</summary>
        public long Sent;

        /// <summary>The last whose effects are durable at the receiver.</summary>
        public long Acknowledged;
    }
}
