using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>Asynchronous Express executions as entities, addressed by their ARN.</summary>
internal sealed class ExpressKind(IExpressLauncher launcher, ExpressMetrics metrics) : IEntityKind
{
    public const string KindName = "express";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public IEntity Load(EntityAddress address, IStoreReader reader) =>
        new ExpressEntity(launcher, metrics, reader.Find(Tables.ExpressExecutions, address.Key!));

    /// <summary>Those that had not ended run again from their start.</summary>
    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        foreach (var execution in reader.Range(Tables.ExpressExecutions, new RowRange()))
            if (new EntityId(execution.Id).Partition == partition.Partition)
                launcher.Launch(execution);
    }
}
