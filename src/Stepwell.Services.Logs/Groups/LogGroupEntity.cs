using Stepwell.Partitions;
using Stepwell.Services.Logs.Removal;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Tags;

namespace Stepwell.Services.Logs.Groups;

/// <summary>A log group: its row and its tags. It also removes events whose retention is over; streams add events themselves.</summary>
internal sealed class LogGroupEntity(LogGroupRow? row, TagSet tags) : IEntity
{
    private LogGroupRow? _row = row;

    public void Handle(object command, IActivation activation)
    {
        if (command is Wake)
        {
            if (_row?.RetentionDays is { } days)
                Expire(_row.Id, days, activation);
            return;
        }
        activation.Reply(new LogGroupReply(Decide((LogGroupCommand)command, activation)));
    }

    private LogGroupOutcome Decide(LogGroupCommand command, IActivation activation) => command switch
    {
        LogGroupCommand.Create create => Create(create, activation),
        _ when _row is null => LogGroupOutcome.NoSuchGroup,
        LogGroupCommand.Delete => Delete(_row, activation),
        LogGroupCommand.SetRetention(var days) => SetRetention(_row, days, activation),
        LogGroupCommand.Tag(var added) => Tag(added, activation),
        LogGroupCommand.Untag(var keys) => Untag(keys, activation),
        _ => throw new InvalidOperationException($"A log group does not know {command.GetType().Name}."),
    };

    private LogGroupOutcome Create(LogGroupCommand.Create create, IActivation activation)
    {
        if (_row is not null)
            return LogGroupOutcome.AlreadyExists;
        if (!tags.HasRoomFor(create.Tags))
            return LogGroupOutcome.TooManyTags;
        _row = new LogGroupRow(
            activation.NewId().Value,
            create.Scope,
            create.Name,
            create.Class,
            create.KmsKeyId,
            RetentionDays: null,
            activation.Now.ToUnixTimeMilliseconds(),
            create.IsProtected ? 1 : 0);
        activation.Insert(Tables.Groups, _row);
        tags.Add(activation.Self.Key!, create.Tags, activation);
        return LogGroupOutcome.Done;
    }

    /// <summary>The group is gone at once. A new one of its name has another id, so what is left can be removed at leisure.</summary>
    private LogGroupOutcome Delete(LogGroupRow group, IActivation activation)
    {
        if (group.IsProtected != 0)
            return LogGroupOutcome.Protected;
        activation.Delete(Tables.Groups, group);
        tags.Clear(activation.Self.Key!, activation);
        activation.WakeAt(null);
        activation.Send(RemovalKind.OfGroup(group.Id), RemovalBegins.Instance);
        _row = null;
        return LogGroupOutcome.Done;
    }

    private LogGroupOutcome SetRetention(LogGroupRow group, int? days, IActivation activation)
    {
        _row = group with { RetentionDays = days };
        activation.Upsert(Tables.Groups, _row);
        activation.WakeAt(days is null ? null : activation.Now + Retention.FirstLook);
        return LogGroupOutcome.Done;
    }

    private LogGroupOutcome Tag(IReadOnlyDictionary<string, string> added, IActivation activation)
    {
        if (!tags.HasRoomFor(added))
            return LogGroupOutcome.TooManyTags;
        tags.Add(activation.Self.Key!, added, activation);
        return LogGroupOutcome.Done;
    }

    private LogGroupOutcome Untag(IReadOnlyList<string> keys, IActivation activation)
    {
        tags.Remove(activation.Self.Key!, keys, activation);
        return LogGroupOutcome.Done;
    }

    private static void Expire(long groupId, long days, IActivation activation)
    {
        var range = new Store.RowRange { Index = Tables.EventsByGroup, Prefix = [groupId], Limit = Retention.EventsPerSlice };
        var firstKeptMs = Retention.FirstKeptMs(activation.Now, days);
        var removed = 0;
        foreach (var entry in activation.Reader.Range(Tables.Events, range))
        {
            if (entry.TimestampMs >= firstKeptMs)
            {
                activation.WakeAt(Retention.NextLook(activation.Now, entry.TimestampMs, days));
                return;
            }
            activation.Delete(Tables.Events, entry);
            removed++;
        }
        activation.WakeAt(activation.Now + (removed == Retention.EventsPerSlice ? Retention.SlicePause : Retention.LongestPause));
    }
}
