using Stepwell.Services.CloudWatch.Alarms;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Querying;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>Changes of alarms.</summary>
public sealed partial class CloudWatchService
{
    public override async ValueTask<PutMetricAlarmOutput> PutMetricAlarm(PutMetricAlarmInput input, RequestContext context)
    {
        if (input.EvaluationCriteria is not null || input.EvaluationInterval is not null)
            throw NotImplemented("PutMetricAlarm with PromQL");
        if (input.ThresholdMetricId is not null || input.ComparisonOperator is not null && !IsPlain(input.ComparisonOperator))
            throw NotImplemented("PutMetricAlarm with anomaly detection");
        if (input.EvaluationWindow is EvaluationWindow.WallClockWindow { Value.Timezone: not (null or "UTC") })
            throw NotImplemented("PutMetricAlarm with a time zone");
        AlarmCheck.Check(input);
        await AskAlarm(new AlarmArn(Scope(context), input.AlarmName), new AlarmCommand.Put(input)).ConfigureAwait(false);
        return new();
    }

    /// <remarks>None is deleted when one of them is not there.</remarks>
    public override async ValueTask<DeleteAlarmsOutput> DeleteAlarms(DeleteAlarmsInput input, RequestContext context)
    {
        CheckAlarms(input.AlarmNames, context);
        foreach (var name in input.AlarmNames.Distinct())
            await AskAlarm(new AlarmArn(Scope(context), name), new AlarmCommand.Delete()).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<SetAlarmStateOutput> SetAlarmState(SetAlarmStateInput input, RequestContext context)
    {
        if (input.StateReasonData is { } data && !Json.JsonValue.TryParse(data, out _, out _))
            throw new InvalidFormatFaultException("StateReasonData must be valid JSON.");
        var command = new AlarmCommand.SetState(input.StateValue, input.StateReason, input.StateReasonData);
        await AskAlarm(new AlarmArn(Scope(context), input.AlarmName), command).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<EnableAlarmActionsOutput> EnableAlarmActions(EnableAlarmActionsInput input, RequestContext context)
    {
        await SetActions(input.AlarmNames, areEnabled: true, context).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<DisableAlarmActionsOutput> DisableAlarmActions(DisableAlarmActionsInput input, RequestContext context)
    {
        await SetActions(input.AlarmNames, areEnabled: false, context).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<TagResourceOutput> TagResource(TagResourceInput input, RequestContext context)
    {
        await AskTagged(input.ResourceARN, new AlarmCommand.Tag(input.Tags), context).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, RequestContext context)
    {
        await AskTagged(input.ResourceARN, new AlarmCommand.Untag(input.TagKeys), context).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, RequestContext context)
    {
        var arn = TaggedArn(input.ResourceARN, context);
        using var lease = store.RentReader();
        if (lease.Reader.FindAlarm(arn.Scope, arn.Name) is null)
            throw NoSuchResource(input.ResourceARN);
        return new(new ListTagsForResourceOutput { Tags = [.. lease.Reader.TagsOf(arn.ToString()).Select(row => new Tag { Key = row.Key, Value = row.Value })] });
    }

    private static bool IsPlain(string comparison) => comparison
        is ComparisonOperator.GreaterThanOrEqualToThreshold or ComparisonOperator.GreaterThanThreshold
        or ComparisonOperator.LessThanOrEqualToThreshold or ComparisonOperator.LessThanThreshold;

    private void CheckAlarms(IReadOnlyList<string> names, RequestContext context)
    {
        using var lease = store.RentReader();
        foreach (var name in names)
            if (lease.Reader.FindAlarm(Scope(context), name) is null)
                throw NoSuchAlarm();
    }

    /// <remarks>Names that are no alarm's are passed over, as AWS does here.</remarks>
    private async ValueTask SetActions(IReadOnlyList<string> names, bool areEnabled, RequestContext context)
    {
        foreach (var name in names.Distinct())
        {
            var address = AlarmKind.AddressOf(new AlarmArn(Scope(context), name));
            await Partitions.Ask<AlarmReply>(address, new AlarmCommand.EnableActions(areEnabled)).ConfigureAwait(false);
        }
    }

    private async ValueTask AskAlarm(AlarmArn arn, AlarmCommand command)
    {
        var reply = await Partitions.Ask<AlarmReply>(AlarmKind.AddressOf(arn), command).ConfigureAwait(false);
        if (reply.Outcome != AlarmOutcome.Done)
            throw Refuse(reply.Outcome);
    }

    private async ValueTask AskTagged(string resourceArn, AlarmCommand command, RequestContext context)
    {
        var reply = await Partitions.Ask<AlarmReply>(AlarmKind.AddressOf(TaggedArn(resourceArn, context)), command).ConfigureAwait(false);
        if (reply.Outcome == AlarmOutcome.NoSuchAlarm)
            throw NoSuchResource(resourceArn);
        if (reply.Outcome != AlarmOutcome.Done)
            throw Refuse(reply.Outcome);
    }

    private static AlarmArn TaggedArn(string text, RequestContext context)
    {
        if (!AlarmArn.TryParse(text, out var arn))
            throw new InvalidParameterValueException($"Invalid resource ARN: {text}");
        return arn.Scope == Scope(context) ? arn : throw NoSuchResource(text);
    }

    private static AwsException Refuse(AlarmOutcome outcome) => outcome switch
    {
        AlarmOutcome.NoSuchAlarm => NoSuchAlarm(),
        AlarmOutcome.TooManyTags => QueryCheck.Invalid("Too many tags: an alarm can have 50."),
        _ => throw new InvalidOperationException($"No rule answers with {outcome}."),
    };

    private static ResourceNotFoundException NoSuchResource(string arn) => new($"Unknown resource: {arn}") { ResourceType = "alarm", ResourceId = arn };

    private static ResourceNotFound NoSuchAlarm() => new ResourceNotFound("Alarm not found.");
}
