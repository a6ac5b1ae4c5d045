namespace Stepwell.Expressions;

/// <summary>
/// Where <c>$now</c> and <c>$millis</c> (one instant for a whole evaluation), <c>$random</c>, <c>$shuffle</c> and <c>$uuid</c> take
/// their values from. Called on the evaluating thread only.
/// </summary>
/// <param name="NewUuid">Must give version 4 UUIDs.</param>
public sealed record JsonataServices(TimeProvider Time, Random Random, Func<Guid> NewUuid);
