using System.Collections.Concurrent;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>
/// State machines with their current revisions by ARN, as StartExecution needs them on every call. Follows changes once they are durable.
/// Thread-safe.
/// </summary>
internal sealed class StateMachineDirectory(IStore store)
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private int _changes;

    public sealed record Entry(StateMachineRow Machine, RevisionRow Revision);

    /// <summary>Null when there is no such state machine.</summary>
    public Entry? Find(string stateMachineArn)
    {
        if (_entries.TryGetValue(stateMachineArn, out var known))
            return known;
        var changes = Volatile.Read(ref _changes);
        var found = Read(stateMachineArn);
        // What was read while something changed may be what was before.
        if (found is not null && changes == Volatile.Read(ref _changes))
        {
            if (_entries.Count >= Capacity)
                _entries.Clear();
            _entries[stateMachineArn] = found;
            if (changes != Volatile.Read(ref _changes))
                _entries.TryRemove(stateMachineArn, out _);
        }
        return found;
    }

    public void Forget(string stateMachineArn)
    {
        Interlocked.Increment(ref _changes);
        _entries.TryRemove(stateMachineArn, out _);
    }

    private Entry? Read(string stateMachineArn)
    {
        using var lease = store.RentReader();
        return lease.Reader.FindStateMachine(stateMachineArn) is { } machine
            && lease.Reader.Find(Tables.Revisions, machine.CurrentRevisionId) is { } revision
                ? new Entry(machine, revision)
                : null;
    }
}
