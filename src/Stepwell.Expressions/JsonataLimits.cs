namespace Stepwell.Expressions;

/// <summary>Bounds of one evaluation; beyond any of them it ends with an error whose code starts with U or D.</summary>
/// <param name="MaxTime">By the clock of the services; null: none.</param>
/// <param name="MaxDepth">Evaluations nested in each other, by the count of the reference implementation.</param>
/// <param name="MaxBytes">Memory, roughly, that computed values may take in total, those already dropped included.</param>
public sealed record JsonataLimits(TimeSpan? MaxTime, int MaxDepth, long MaxBytes)
{
    public static JsonataLimits Default { get; } = new(TimeSpan.FromSeconds(5), MaxDepth: 10_000, MaxBytes: 512L << 20);
}
