using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Engine;
using Stepwell.States.Events.Encoding;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>Executions as entities, addressed by their ARN.</summary>
internal sealed class ExecutionKind(ExecutionServices services) : IEntityKind
{
    public const string KindName = "execution";

    public string Name => KindName;

    public IMessageCodec Messages => ExecutionMessages.Instance;

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var row = reader.FindByArn(address.Key!);
        return row is null
            ? new ExecutionEntity(services, row: null, Execution.None, lastSequence: 0)
            : Fold(row, reader);
    }

    /// <summary>Tasks that this server carries out itself are handed out again; activities wait for their workers as they did.</summary>
    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        services.Transitions?.Recover(partition.Partition, reader);
        services.Dispatcher.ForgetActivityTasks();
        foreach (var task in reader.Range(Tables.Tasks, new RowRange { Prefix = [TaskRows.OwnQueue] }))
            if (new EntityId(task.ExecutionId).Partition == partition.Partition)
                services.Dispatcher.Dispatch(task, description: null);
    }

    private ExecutionEntity Fold(ExecutionRow row, IStoreReader reader)
    {
        var execution = Execution.None;
        var sequence = 0L;
        foreach (var record in reader.Range(Tables.Journal, new RowRange { Prefix = [row.Id] }))
        {
            sequence = record.Sequence;
            foreach (var entry in EventCodec.Decode(record.Events))
                execution = Applier.Apply(execution, entry);
        }
        return new ExecutionEntity(services, row, execution, sequence);
    }
}
