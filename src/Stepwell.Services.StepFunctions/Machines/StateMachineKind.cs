using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tags;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>State machines as entities, addressed by their ARN.</summary>
internal sealed class StateMachineKind(StateMachineDirectory directory, QuotaProfile quotas, AccountScopes scopes) : IEntityKind
{
    public const string KindName = "state_machine";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var row = reader.FindStateMachine(address.Key!);
        var current = row is null ? null : reader.Find(Tables.Revisions, row.CurrentRevisionId);
        return new StateMachineEntity(
            directory,
            quotas,
            scopes,
            row,
            current,
            new VersionSet(row is null ? [] : reader.VersionsOf(row.Id), quotas.Limit(QuotaNames.StateMachineVersions)),
            new AliasSet(row is null ? [] : reader.AliasesOf(row.Id), quotas.Limit(QuotaNames.StateMachineAliases)),
            new TagSet(reader.TagsOf(address.Key!)));
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // A deletion under way has its wake-up; nothing else is owed.
    }
}
