using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tags;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Activities;

/// <summary>Activities as entities, addressed by their ARN.</summary>
internal sealed class ActivityKind(QuotaProfile quotas, AccountScopes scopes) : IEntityKind
{
    public const string KindName = "activity";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public IEntity Load(EntityAddress address, IStoreReader reader) =>
        new ActivityEntity(quotas, scopes, reader.FindActivity(address.Key!), new TagSet(reader.TagsOf(address.Key!)));

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // Registrations owe nothing.
    }
}
