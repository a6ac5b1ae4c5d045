using System.Collections.Concurrent;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>Express state machines by revision, parsed once. A revision never changes, so an entry is never stale. Thread-safe.</summary>
internal sealed class ExpressMachines
{
    /// <summary>Beyond this all are forgotten: simpler than an order of use, and parsing one anew takes microseconds.</summary>
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<long, ExpressMachine> _machines = new();

    /// <summary>Says where the events of a state machine with that configuration go; null for nowhere. Set before the first execution.</summary>
    public Func<Configurations, IExecutionEvents?>? Events { get; set; }

    public ExpressMachine Get(RevisionRow revision)
    {
        if (_machines.TryGetValue(revision.Id, out var known))
            return known;
        var definition = DefinitionParser.Parse(revision.Definition, StateMachineType.Express).Machine
            ?? throw new InvalidOperationException($"The stored definition of revision {revision.Id} is not valid.");
        var configuration = Configurations.Parse(revision.Configuration);
        var machine = ExpressMachine.Of(definition, Events?.Invoke(configuration), configuration.Tracing.Enabled == true);
        if (_machines.Count >= Capacity)
            _machines.Clear();
        _machines[revision.Id] = machine;
        return machine;
    }
}
