using Stepwell.Partitions;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Tags;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Groups;

/// <summary>Log groups as entities, addressed by their ARN.</summary>
internal sealed class LogGroupKind : IEntityKind
{
    public const string KindName = "log_group";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public static EntityAddress AddressOf(string scope, string name) => new(KindName, LogsArn.Group(scope, name));

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        if (!LogsArn.TryParse(address.Key!, out var arn))
            throw new InvalidOperationException($"{address} does not name a log group.");
        return new LogGroupEntity(reader.FindGroup(arn.Scope, arn.GroupName), new TagSet(reader.TagsOf(address.Key!)));
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // What expires has its wake-up; nothing else is owed.
    }
}
