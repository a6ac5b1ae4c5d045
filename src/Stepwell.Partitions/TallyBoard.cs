using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Stepwell.Partitions;

/// <summary>What all partitions together have counted, by name. Thread-safe.</summary>
internal sealed class TallyBoard
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> _totals = new(StringComparer.Ordinal);

    public long Read(string name) => _totals.TryGetValue(name, out var total) ? Interlocked.Read(ref total.Value) : 0;

    /// <summary>To be changed by interlocked operations only.</summary>
    public StrongBox<long> TotalOf(string name) => _totals.GetOrAdd(name, static _ => new StrongBox<long>());
}
