using System.Collections.Concurrent;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Definition;
using Stepwell.States.Engine.MapRuns;
using Stepwell.States.Parsing;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>
/// Parsed definitions by revision. A revision never changes, so an entry is never stale; all executions of a revision share it. Thread-safe.
/// </summary>
internal sealed class DefinitionCache
{
    /// <summary>Beyond this all are forgotten: simpler than an order of use, and parsing one anew takes microseconds.</summary>
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<(long RevisionId, string? MapStateName), StateMachine> _machines = new();

    /// <param name="mapStateName">The distributed Map whose item processor is wanted as a machine of its own; null for the whole machine.</param>
    public StateMachine Get(long revisionId, IStoreReader reader, string? mapStateName = null)
    {
        if (_machines.TryGetValue((revisionId, mapStateName), out var known))
            return known;
        var machine = mapStateName is null ? Parse(revisionId, reader) : ChildMachines.Of(Get(revisionId, reader), mapStateName);
        if (_machines.Count >= Capacity)
            _machines.Clear();
        _machines[(revisionId, mapStateName)] = machine;
        return machine;
    }

    private static StateMachine Parse(long revisionId, IStoreReader reader)
    {
        var row = reader.Find(Tables.Revisions, revisionId)
            ?? throw new InvalidOperationException($"Revision {revisionId} of a state machine is not in the store.");
        return DefinitionParser.Parse(row.Definition, StateMachineType.Standard).Machine
            ?? throw new InvalidOperationException($"The stored definition of revision {revisionId} is not valid.");
    }
}
