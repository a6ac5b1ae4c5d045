using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Hosting;

/// <summary>What a store of this program has in it.</summary>
internal static class ServerSchema
{
    public static StoreSchema Current { get; } = new(
        [
            .. PartitionTables.All,
            .. Services.StepFunctions.Storage.Tables.All,
            .. Services.Logs.Storage.Tables.All,
            .. Services.CloudWatch.Storage.Tables.All,
            .. Services.Lambda.Storage.Tables.All,
            .. Services.Sts.Storage.Tables.All,
        ],
        StoreMigrations.All);
}
