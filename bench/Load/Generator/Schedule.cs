namespace Stepwell.Bench.Load.Generator;

/// <summary>When turns begin.</summary>
/// <param name="Due">
/// When the turn of that number (from 0) is due, given how long the load has run; null: there is none any more. Both on the clock of the load.
/// </param>
/// <param name="Until">What ends later is not counted; null: all count.</param>
internal sealed record Schedule(Func<long, TimeSpan, TimeSpan?> Due, TimeSpan? Until)
{
    /// <summary>Closed loop: whoever is free begins at once, for so long.</summary>
    public static Schedule For(TimeSpan duration) => new((_, elapsed) => elapsed < duration ? elapsed : null, duration);

    /// <summary>Closed loop: so many turns.</summary>
    public static Schedule Of(long turns) => new((turn, elapsed) => turn < turns ? elapsed : null, Until: null);

    /// <summary>For so long: paced, or else whoever is free begins at once.</summary>
    public static Schedule Of(TimeSpan duration, double? perSecond) => perSecond is { } rate ? Paced(rate, duration) : For(duration);

    /// <summary>
    /// Open loop: turns are due evenly, whether or not those before have ended. One that has to wait for a free client counts from when it
    /// was due.
    /// </summary>
    public static Schedule Paced(double perSecond, TimeSpan duration) =>
        new((turn, _) => TimeSpan.FromSeconds(turn / perSecond) is var due && due < duration ? due : null, Until: null);
}
