using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>Alarms as entities, addressed by their ARN.</summary>
internal sealed class AlarmKind : IEntityKind
{
    public const string KindName = "cw_alarm";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public static EntityAddress AddressOf(AlarmArn arn) => new(KindName, arn.ToString());

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        if (!AlarmArn.TryParse(address.Key!, out var arn))
            throw new InvalidOperationException($"{address} does not name an alarm.");
        return new AlarmEntity(arn, reader.FindAlarm(arn.Scope, arn.Name), [.. reader.TagsOf(address.Key!).Select(tag => tag.Key)]);
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // Every alarm has its wake-up; nothing else is owed.
    }
}
