using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Storage;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>
/// An alarm: its configuration, its state, its tags and its history, which outlives it. Looks at its metric each minute, or more often when its
/// periods are shorter.
/// </summary>
internal sealed class AlarmEntity(AlarmArn arn, AlarmRow? row, HashSet<string> tagKeys) : IEntity
{
    /// <remarks>TagResource API reference: up to 50 tags for a resource.</remarks>
    private const int MaxTags = 50;

    private readonly AlarmHistory _history = new(arn);
    private AlarmRow? _row = row;

    public void Handle(object command, IActivation activation)
    {
        if (command is Wake)
        {
            Look(activation);
            return;
        }
        activation.Reply(new AlarmReply(Decide((AlarmCommand)command, activation)));
    }

    private AlarmOutcome Decide(AlarmCommand command, IActivation activation) => command switch
    {
        AlarmCommand.Put(var input) => Put(input, activation),
        _ when _row is null => AlarmOutcome.NoSuchAlarm,
        AlarmCommand.Delete => Delete(_row, activation),
        AlarmCommand.SetState set => Set(_row, new AlarmVerdict(set.State, set.Reason, set.ReasonData), activation),
        AlarmCommand.EnableActions(var areEnabled) => EnableActions(_row, areEnabled, activation),
        AlarmCommand.Tag(var tags) => AddTags(tags, activation),
        AlarmCommand.Untag(var keys) => RemoveTags(keys, activation),
        _ => throw new InvalidOperationException($"An alarm does not know {command.GetType().Name}."),
    };

    /// <summary>A new configuration leaves the state of an alarm as it is; tags are those of its creation.</summary>
    private AlarmOutcome Put(PutMetricAlarmInput input, IActivation activation)
    {
        var configuration = new AlarmConfiguration(input with { Tags = null });
        var nowMs = activation.Now.ToUnixTimeMilliseconds();
        if (_row is null && input.Tags is { } tags)
        {
            if (tags.Count > MaxTags)
                return AlarmOutcome.TooManyTags;
            AddTags(tags, activation);
        }
        var isNew = _row is null;
        _row = _row is null
            ? new AlarmRow(
                activation.NewId().Value, arn.Scope, arn.Name, configuration.ToBytes(), configuration.MetricKey, StateValue.InsufficientData,
                "Unchecked: Initial alarm creation", ReasonData: null, nowMs, nowMs, nowMs)
            : _row with { Configuration = configuration.ToBytes(), Metric = configuration.MetricKey, ConfiguredMs = nowMs };
        activation.Upsert(Tables.Alarms, _row);
        _history.Configured(_row, configuration, isNew ? "Create" : "Update", activation);
        activation.WakeAt(configuration.Schedule.NextLook(activation.Now));
        return AlarmOutcome.Done;
    }

    /// <summary>Wakes go on until its history has expired.</summary>
    private AlarmOutcome Delete(AlarmRow alarm, IActivation activation)
    {
        activation.Delete(Tables.Alarms, alarm);
        RemoveTags([.. tagKeys], activation);
        _history.Configured(alarm, AlarmConfiguration.Of(alarm), "Delete", activation);
        _row = null;
        activation.WakeAt(AlarmHistory.NextExpiry(activation.Now));
        return AlarmOutcome.Done;
    }

    private AlarmOutcome EnableActions(AlarmRow alarm, bool areEnabled, IActivation activation)
    {
        var configuration = AlarmConfiguration.Of(alarm);
        if (configuration.AreActionsEnabled == areEnabled)
            return AlarmOutcome.Done;
        configuration = new AlarmConfiguration(configuration.Input with { ActionsEnabled = areEnabled });
        _row = alarm with { Configuration = configuration.ToBytes(), ConfiguredMs = activation.Now.ToUnixTimeMilliseconds() };
        activation.Upsert(Tables.Alarms, _row);
        _history.Configured(_row, configuration, "Update", activation);
        return AlarmOutcome.Done;
    }

    private AlarmOutcome Set(AlarmRow alarm, AlarmVerdict verdict, IActivation activation)
    {
        var nowMs = activation.Now.ToUnixTimeMilliseconds();
        var isTransition = verdict.State != alarm.State;
        _row = alarm with
        {
            State = verdict.State,
            Reason = verdict.Reason,
            ReasonData = verdict.ReasonData,
            StateUpdatedMs = nowMs,
            StateTransitionedMs = isTransition ? nowMs : alarm.StateTransitionedMs,
        };
        activation.Upsert(Tables.Alarms, _row);
        if (!isTransition)
            return AlarmOutcome.Done;
        _history.StateUpdated(alarm, _row, activation);
        var configuration = AlarmConfiguration.Of(_row);
        foreach (var action in configuration.ActionsFor(verdict.State))
            _history.NotActed(action, _row, activation);
        return AlarmOutcome.Done;
    }

    private void Look(IActivation activation)
    {
        var isMore = _history.Expire(activation);
        if (_row is null)
        {
            activation.WakeAt(isMore ? AlarmHistory.NextExpiry(activation.Now) : null);
            if (!isMore)
                activation.DropAfterCommit();
            return;
        }
        var configuration = AlarmConfiguration.Of(_row);
        if (AlarmEvaluation.Evaluate(_row, configuration, activation.Reader, activation.Now) is { } verdict && verdict.State != _row.State)
            Set(_row, verdict, activation);
        activation.WakeAt(configuration.Schedule.NextLook(activation.Now));
    }

    private AlarmOutcome AddTags(IReadOnlyList<Tag> tags, IActivation activation)
    {
        if (tagKeys.Union(tags.Select(tag => tag.Key)).Count() > MaxTags)
            return AlarmOutcome.TooManyTags;
        foreach (var tag in tags)
        {
            tagKeys.Add(tag.Key);
            activation.Upsert(Tables.Tags, new TagRow(arn.ToString(), tag.Key, tag.Value));
        }
        return AlarmOutcome.Done;
    }

    private AlarmOutcome RemoveTags(IReadOnlyList<string> keys, IActivation activation)
    {
        foreach (var key in keys)
            if (tagKeys.Remove(key))
                activation.DeleteKey(Tables.Tags, arn.ToString(), key);
        return AlarmOutcome.Done;
    }
}
