namespace Stepwell.Services.Logs.Storage;

/// <summary>A log group.</summary>
/// <param name="Scope">Region and account; what DescribeLogGroups is asked for.</param>
/// <param name="IsProtected">1 when the group must not be deleted.</param>
internal sealed record LogGroupRow(
    long Id, string Scope, string Name, string Class, string? KmsKeyId, long? RetentionDays, long CreatedAtMs, long IsProtected);

/// <summary>A log stream.</summary>
/// <param name="LastEventAtMs">Time of the newest event; <see cref="NoEvent"/> before the first.</param>
/// <param name="NextSequence">What the next event is counted as.</param>
internal sealed record LogStreamRow(
    long Id, long GroupId, string Name, long CreatedAtMs, long LastEventAtMs, long? LastIngestedAtMs, long NextSequence)
{
    public const long NoEvent = -1;
}

/// <summary>One log event.</summary>
/// <param name="Sequence">1, 2, 3, … per stream, in the order of arrival.</param>
internal sealed record LogEventRow(long StreamId, long GroupId, long TimestampMs, long Sequence, long IngestedAtMs, string Message);

internal sealed record LogTagRow(string ResourceArn, string Key, string Value);
