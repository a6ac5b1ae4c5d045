using System.Collections.Concurrent;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>
/// Functions as they are durable, from memory as far as possible. Their entities put what has changed here before their callers hear of it, so
/// nobody sees less than what was answered before. Thread-safe.
/// </summary>
/// <param name="changed">Gets a function as it was and as it is, when that is durable. Quick; does not throw.</param>
internal sealed class FunctionDirectory(IStore store, IFunctionHost host, Action<FunctionKey, FunctionRecord?, FunctionRecord?> changed)
{
    /// <summary>Beyond this all are forgotten: simpler than an order of use, and reading one anew takes microseconds.</summary>
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<FunctionKey, FunctionEntry> _entries = new();
    private readonly Lock _filling = new();
    private long _changes;

    /// <returns>Null: there is no such function.</returns>
    public FunctionRecord? Find(FunctionKey key) => FindEntry(key)?.Record;

    /// <exception cref="Wire.AwsException">There is no such function.</exception>
    public FunctionRecord Get(FunctionReference reference) => Find(reference.Key) ?? throw Errors.NoFunction(reference.Arn);

    public FunctionEntry? FindEntry(FunctionKey key)
    {
        if (_entries.TryGetValue(key, out var known))
            return known;
        var changes = Interlocked.Read(ref _changes);
        FunctionRecord? record;
        using (var lease = store.RentReader())
            record = lease.Reader.FindFunction(key);
        if (record is null)
            return null;
        var entry = new FunctionEntry(record);
        lock (_filling)
        {
            // What was read may be older than what its entity has put here, or taken away, meanwhile.
            if (changes == _changes)
            {
                if (_entries.Count >= Capacity)
                    _entries.Clear();
                _entries[key] = entry;
            }
        }
        return entry;
    }

    /// <summary>For the function's entity, when the change is durable.</summary>
    public void Replace(FunctionKey key, FunctionRecord? before, FunctionRecord? after)
    {
        lock (_filling)
        {
            Interlocked.Increment(ref _changes);
            if (after is null)
                _entries.TryRemove(key, out _);
            else
                _entries[key] = new FunctionEntry(after);
        }
        changed(key, before, after);
        foreach (var revision in FunctionChange.Retired(before, after))
            host.Retire(revision);
    }
}

/// <summary>A function in memory, with what invocations of it have been resolved to.</summary>
internal sealed class FunctionEntry(FunctionRecord record)
{
    public FunctionRecord Record => record;

    /// <summary>By qualifier; empty for none.</summary>
    public ConcurrentDictionary<string, TargetChoice> Targets { get; } = new();
}

/// <summary>Where invocations go.</summary>
/// <param name="Second">The other version of an alias that has two.</param>
/// <param name="SecondWeight">Its share, from 0 to 1.</param>
internal sealed record TargetChoice(FunctionTarget First, FunctionTarget? Second, double SecondWeight);
