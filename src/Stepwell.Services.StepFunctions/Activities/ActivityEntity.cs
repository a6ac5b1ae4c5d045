using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tags;

namespace Stepwell.Services.StepFunctions.Activities;

/// <summary>An activity's registration. Its tasks belong to the executions that scheduled them.</summary>
internal sealed class ActivityEntity(QuotaProfile quotas, AccountScopes scopes, ActivityRow? row, TagSet tags) : IEntity
{
    private ActivityRow? _row = row;

    public void Handle(object command, IActivation activation) => activation.Reply(command switch
    {
        ActivityCommand.Create create => Create(create, activation),
        ActivityCommand.Delete => Delete(activation),
        ActivityCommand.Tag(var added) => Tag(added, activation),
        ActivityCommand.Untag(var keys) => Untag(keys, activation),
        _ => throw new InvalidOperationException($"An activity does not know {command.GetType().Name}."),
    });

    /// <remarks>CreateActivity is idempotent by name; tags of a repeated call are ignored.</remarks>
    private ActivityReply Create(ActivityCommand.Create create, IActivation activation)
    {
        if (_row is null)
        {
            if (!tags.HasRoomFor(create.Tags))
                return new ActivityReply(ActivityOutcome.TooManyTags);
            var counted = scopes.Of(activation.Self.Key!).Activities;
            if (activation.CountOf(counted) >= quotas.Limit(QuotaNames.Activities))
                return new ActivityReply(ActivityOutcome.TooManyActivities);
            activation.Count(counted, 1);
            _row = new ActivityRow(
                activation.NewId().Value, activation.Self.Key!, create.Scope, create.Name, activation.Now.ToUnixTimeMilliseconds());
            activation.Insert(Tables.Activities, _row);
            tags.Add(_row.Arn, create.Tags, activation);
        }
        return new ActivityReply(ActivityOutcome.Done, DateTimeOffset.FromUnixTimeMilliseconds(_row.CreatedAtMs));
    }

    private ActivityReply Delete(IActivation activation)
    {
        if (_row is not null)
        {
            activation.Delete(Tables.Activities, _row);
            activation.Count(scopes.Of(_row.Arn).Activities, -1);
            tags.Clear(_row.Arn, activation);
            _row = null;
        }
        return new ActivityReply(ActivityOutcome.Done);
    }

    private ActivityReply Tag(IReadOnlyList<Api.Tag> added, IActivation activation)
    {
        if (_row is null)
            return new ActivityReply(ActivityOutcome.NoSuchActivity);
        if (!tags.HasRoomFor(added))
            return new ActivityReply(ActivityOutcome.TooManyTags);
        tags.Add(_row.Arn, added, activation);
        return new ActivityReply(ActivityOutcome.Done);
    }

    private ActivityReply Untag(IReadOnlyList<string> keys, IActivation activation)
    {
        if (_row is null)
            return new ActivityReply(ActivityOutcome.NoSuchActivity);
        tags.Remove(_row.Arn, keys, activation);
        return new ActivityReply(ActivityOutcome.Done);
    }
}
