namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>The state that an alarm should be in, and why.</summary>
/// <param name="ReasonData">JSON; null: none.</param>
internal sealed record AlarmVerdict(string State, string Reason, string? ReasonData);
