using System.Runtime.CompilerServices;
using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// What one life of a partition counts. A batch carries the values that its commands have changed, one row for each however many they
/// are, so they are as durable as what was counted. What comes to zero is forgotten: names may be as many as ever were.
/// </summary>
internal sealed class Tallies
{
    private readonly int _partition;
    private readonly TallyBoard _board;
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly List<Tally> _changed = [];
    private bool _isOnBoard;

    public Tallies(int partition, IStoreReader reader, TallyBoard board)
    {
        _partition = partition;
        _board = board;
        foreach (var row in reader.Range(PartitionTables.Tallies, new RowRange { Prefix = [partition] }))
            _tallies.Add(row.Name, new Tally(row.Name, board.TotalOf(row.Name)) { Value = row.Value });
    }

    /// <summary>From now on, and until it is withdrawn, the board shows what this life counts.</summary>
    public void Publish()
    {
        _isOnBoard = true;
        foreach (var tally in _tallies.Values)
            Interlocked.Add(ref tally.Total.Value, tally.Value);
    }

    /// <summary>The life ends: the next one counts on from what is durable.</summary>
    public void Withdraw()
    {
        if (!_isOnBoard)
            return;
        _isOnBoard = false;
        foreach (var tally in _tallies.Values)
            Interlocked.Add(ref tally.Total.Value, -tally.Value);
    }

    public void Add(string name, long change)
    {
        if (!_tallies.TryGetValue(name, out var tally))
            _tallies.Add(name, tally = new Tally(name, _board.TotalOf(name)));
        tally.Value += change;
        Interlocked.Add(ref tally.Total.Value, change);
        if (tally.IsChanged)
            return;
        tally.IsChanged = true;
        _changed.Add(tally);
    }

    public void Seal(WriteBatch batch)
    {
        foreach (var tally in _changed)
        {
            tally.IsChanged = false;
            if (tally.Value != 0)
            {
                batch.Upsert(PartitionTables.Tallies, new TallyRow(_partition, tally.Name, tally.Value));
                continue;
            }

            _tallies.Remove(tally.Name);
            batch.DeleteKey(PartitionTables.Tallies, _partition, tally.Name);
        }

        _changed.Clear();
    }

    private sealed class Tally(string name, StrongBox<long> total)
    {
        public string Name => name;

        public StrongBox<long> Total => total;

        public long Value { get; set; }

        public bool IsChanged { get; set; }
    }
}
