using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.States.Engine;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Map Runs as entities, addressed by their ARN.</summary>
internal sealed class MapRunKind(MapRunServices services) : IEntityKind
{
    public const string KindName = "map-run";

    public string Name => KindName;

    public IMessageCodec Messages => MapRunMessages.Instance;

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        if (reader.FindMapRun(address.Key!) is not { } row)
            return new MapRunEntity(services, row: null, plan: null);
        var plan = reader.Find(MapRunTables.Plans, row.Id)
            ?? throw new InvalidOperationException($"The plan of the Map Run {row.Arn} is not in the store.");
        var json = JsonValue.Parse(plan.Plan, new JsonParseOptions { MaxDepth = JsonDepthException.MaxDepth });
        var mapRun = new MapRunEntity(services, row, MapRunPlanCodec.FromJson(json));
        if ((ExecutionStatus)row.Status == ExecutionStatus.Running)
            mapRun.Load(reader.Range(MapRunTables.Children, new RowRange { Prefix = [row.Id] }));
        return mapRun;
    }

    /// <summary>Those that read items or run Express children have something under way that only memory knew.</summary>
    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        var running = new RowRange { Index = MapRunTables.ByStatus, Prefix = [(long)ExecutionStatus.Running] };
        var hasAny = false;
        foreach (var row in reader.Range(MapRunTables.MapRuns, running))
        {
            var address = new EntityAddress(KindName, row.Arn);
            if (new EntityId(row.Id).Partition != partition.Partition)
                continue;
            partition.Tell(address, new MapRunCommand.Resume(partition.Partition));
            hasAny = true;
        }
        services.Backlog.Recovering(partition.Partition, isCounted: !hasAny);
    }
}
