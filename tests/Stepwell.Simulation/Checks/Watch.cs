using System.Runtime.CompilerServices;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Simulation.Checks;

/// <summary>
/// Looks over the shoulder of every execution: remembers its state in memory after each record of its journal, and compares whatever is
/// loaded with that.
/// </summary>
internal sealed class Watch
{
    private readonly Dictionary<(string Arn, long Sequence), Execution> _states = [];

    public IReadOnlyCollection<IEntityKind> Over(IReadOnlyCollection<IEntityKind> kinds) =>
        [.. kinds.Select(kind => kind.Name == ExecutionKind.KindName ? new WatchedKind(this, kind) : kind)];

    /// <summary>Throws unless this is the state that the execution had in memory when the record was written.</summary>
    public void Compare(string arn, long sequence, Execution folded)
    {
        if (!_states.TryGetValue((arn, sequence), out var known))
            throw new InvalidOperationException($"Record {sequence} of {arn} was written by nobody.");
        var (expected, actual) = (StateText.Of(known), StateText.Of(folded));
        if (expected != actual)
            throw new InvalidOperationException($"{arn} differs after record {sequence}.\nin memory: {expected}\nfolded:    {actual}");
    }

    private void Remember(string arn, ExecutionEntity entity)
    {
        var sequence = LastSequence(entity);
        if (sequence > 0)
            _states[(arn, sequence)] = State(entity);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_execution")]
    private static extern ref Execution State(ExecutionEntity entity);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_lastSequence")]
    private static extern ref long LastSequence(ExecutionEntity entity);

    private sealed class WatchedKind(Watch watch, IEntityKind kind) : IEntityKind
    {
        public string Name => kind.Name;

        public IMessageCodec Messages => kind.Messages;

        public IEntity Load(EntityAddress address, IStoreReader reader)
        {
            var entity = (ExecutionEntity)kind.Load(address, reader);
            if (LastSequence(entity) > 0)
                watch.Compare(address.Key!, LastSequence(entity), State(entity));
            return new WatchedEntity(watch, address.Key!, entity);
        }

        public void Recover(IStoreReader reader, IPartitionRecovery partition) => kind.Recover(reader, partition);
    }

    private sealed class WatchedEntity(Watch watch, string arn, ExecutionEntity entity) : IEntity
    {
        public void Handle(object command, IActivation activation)
        {
            entity.Handle(command, activation);
            watch.Remember(arn, entity);
        }
    }
}
