using Stepwell.Services.CloudWatch.Api;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>What is asked of an alarm.</summary>
internal abstract record AlarmCommand
{
    /// <param name="Input">Checked.</param>
    public sealed record Put(PutMetricAlarmInput Input) : AlarmCommand;

    public sealed record Delete : AlarmCommand;

    public sealed record SetState(string State, string Reason, string? ReasonData) : AlarmCommand;

    public sealed record EnableActions(bool AreEnabled) : AlarmCommand;

    public sealed record Tag(IReadOnlyList<Api.Tag> Tags) : AlarmCommand;

    public sealed record Untag(IReadOnlyList<string> Keys) : AlarmCommand;
}

/// <summary>How an alarm answers.</summary>
internal enum AlarmOutcome
{
    Done,
    NoSuchAlarm,
    TooManyTags,
}

internal sealed record AlarmReply(AlarmOutcome Outcome);
