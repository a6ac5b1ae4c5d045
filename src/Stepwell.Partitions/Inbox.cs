using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>How far one partition has read each sender. The mark is durable with the effects of the messages, so none counts twice.</summary>
internal sealed class Inbox
{
    private readonly int _receiver;
    private readonly PartitionContext _context;
    private readonly long[] _seen;
    private readonly long[] _durable;
    private readonly List<int> _advanced = [];

    public Inbox(int receiver, PartitionContext context, IStoreReader reader)
    {
        _receiver = receiver;
        _context = context;
        _seen = new long[context.Partitions.Length];
        foreach (var row in reader.Range(PartitionTables.Inbox, new RowRange { Prefix = [receiver] }))
            _seen[row.Sender] = row.Sequence;
        _durable = [.. _seen];
    }

    /// <returns>Whether the message is the next of its sender. One seen before is acknowledged again; one too early will be sent again.</returns>
    public bool Admit(int sender, long sequence)
    {
        if (sequence != _seen[sender] + 1)
        {
            if (sequence <= _durable[sender])
                OnDurable(sender, _durable[sender]);
            return false;
        }

        _seen[sender] = sequence;
        if (!_advanced.Contains(sender))
            _advanced.Add(sender);
        return true;
    }

    /// <summary>Puts the marks that moved since the last call into the commit that is about to close.</summary>
    public void Seal(Commit commit)
    {
        foreach (var sender in _advanced)
        {
            commit.Batch.Upsert(PartitionTables.Inbox, new InboxRow(_receiver, sender, _seen[sender]));
            commit.Effects.Add(new Effect(EffectKind.Acknowledge, Partition: sender, Number: _seen[sender]));
        }

        _advanced.Clear();
    }

    public void OnDurable(int sender, long sequence)
    {
        _durable[sender] = sequence;
        _context.Partitions[sender].Post(new Signal(SignalKind.Acknowledged, _receiver, sequence));
    }

    /// <summary>Messages that were on their way to an earlier instance are lost with it.</summary>
    public void AskAgain()
    {
        foreach (var sender in _context.Partitions)
            sender.Post(new Signal(SignalKind.Resend, _receiver));
    }
}
