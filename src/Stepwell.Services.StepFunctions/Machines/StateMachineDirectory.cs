using System.Collections.Concurrent;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>
/// State machines with their current revisions, versions and aliases by ARN, as StartExecution needs them on every call. Follows changes
/// once they are durable. Thread-safe.
/// </summary>
internal sealed class StateMachineDirectory(IStore store)
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private int _changes;

    /// <summary>A state machine and what has been asked about its versions and aliases; forgotten as a whole when anything changes.</summary>
    public sealed record Entry(StateMachineRow Machine, RevisionRow Revision)
    {
        internal ConcurrentDictionary<long, Published> Versions { get; } = new();

        internal ConcurrentDictionary<string, AliasRow> Aliases { get; } = new();
    }

    /// <summary>A version and the revision that it stands for.</summary>
    public sealed record Published(VersionRow Version, RevisionRow Revision);

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

    /// <summary>Null when the state machine has no such version.</summary>
    public Published? FindVersion(Entry machine, long number)
    {
        if (machine.Versions.TryGetValue(number, out var known))
            return known;
        using var lease = store.RentReader();
        return lease.Reader.Find(Tables.Versions, machine.Machine.Id, number) is { } version
            && lease.Reader.Find(Tables.Revisions, version.RevisionKey) is { } revision
                ? machine.Versions.GetOrAdd(number, new Published(version, revision))
                : null;
    }

    /// <summary>Null when the state machine has no such alias.</summary>
    public AliasRow? FindAlias(Entry machine, string name)
    {
        if (machine.Aliases.TryGetValue(name, out var known))
            return known;
        using var lease = store.RentReader();
        return lease.Reader.Find(Tables.Aliases, machine.Machine.Id, name) is { } alias ? machine.Aliases.GetOrAdd(name, alias) : null;
    }

    /// <summary>
    /// What an execution that is started by that ARN runs; the random numbers choose between the versions of an alias. Null when the
    /// ARN names nothing.
    /// </summary>
    public StartTarget? Resolve(MachineReference reference, Random random)
    {
        if (Find(reference.MachineArn) is not { } entry)
            return null;
        if (!reference.IsQualified)
            return new StartTarget(entry.Machine, entry.Revision, Version: null, Alias: null);
        var alias = reference.Alias is { } name ? FindAlias(entry, name) : null;
        return (reference.Version ?? (alias is null ? null : AliasRoutes.Of(alias).Choose(random))) is { } number
            && FindVersion(entry, number) is { } version
                ? new StartTarget(entry.Machine, version.Revision, number, reference.Alias)
                : null;
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

/// <summary>What an execution runs.</summary>
/// <param name="Version">Null when neither version nor alias was named.</param>
/// <param name="Alias">Null when none was named.</param>
internal sealed record StartTarget(StateMachineRow Machine, RevisionRow Revision, long? Version, string? Alias);
