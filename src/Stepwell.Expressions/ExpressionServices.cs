namespace Stepwell.Expressions;

/// <summary>
/// Where <c>States.MathRandom</c> (without a seed) and <c>States.UUID</c> take their values from.
/// Both are called on the evaluating thread only.
/// </summary>
/// <param name="NewUuid">Must give version 4 UUIDs.</param>
public sealed record ExpressionServices(Random Random, Func<Guid> NewUuid);
