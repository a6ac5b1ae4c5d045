using System.Collections.Frozen;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>What there was in the store at about one moment.</summary>
/// <param name="StateMachines">Active ones.</param>
/// <param name="Machines">The ARNs of what executions are counted by: all state machines, and Map states that have a Map Run.</param>
/// <param name="Versions">By the ARN of their state machine, of those that have any; so are aliases.</param>
internal sealed record Census(
    FrozenDictionary<Place, long> StateMachines,
    FrozenDictionary<Place, long> Activities,
    FrozenDictionary<Place, long> OpenMapRuns,
    FrozenSet<string> Machines,
    FrozenDictionary<string, long> Versions,
    FrozenDictionary<string, long> Aliases)
{
    public static Census Take(IStoreReader reader, Places places)
    {
        Dictionary<Place, long> machines = [], activities = [], mapRuns = [];
        Dictionary<string, long> versions = [], aliases = [];
        HashSet<string> arns = [];
        foreach (var machine in reader.Range(Tables.StateMachines, RowRange.All))
        {
            if (machine.Status == "ACTIVE")
                Add(machines, places.Of(machine.Arn), 1);
            arns.Add(machine.Arn);
            if (machine.LastVersion == 0)
                continue;
            Add(versions, machine.Arn, reader.VersionsOf(machine.Id).LongCount());
            Add(aliases, machine.Arn, reader.AliasesOf(machine.Id).LongCount());
        }
        foreach (var activity in reader.Range(Tables.Activities, RowRange.All))
            Add(activities, places.Of(activity.Arn), 1);
        var running = new RowRange { Index = MapRunTables.ByStatus, Prefix = [(long)ExecutionStatus.Running] };
        foreach (var mapRun in reader.Range(MapRunTables.MapRuns, running))
        {
            var machineArn = StatesArn.StateMachineOf(mapRun.Arn);
            Add(mapRuns, places.Of(machineArn), 1);
            arns.Add(machineArn);
        }
        return new Census(
            machines.ToFrozenDictionary(),
            activities.ToFrozenDictionary(),
            mapRuns.ToFrozenDictionary(),
            arns.ToFrozenSet(),
            versions.ToFrozenDictionary(),
            aliases.ToFrozenDictionary());
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long count) where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + count;
}
