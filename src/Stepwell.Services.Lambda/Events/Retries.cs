namespace Stepwell.Services.Lambda.Events;

/// <summary>When an event is tried again.</summary>
/// <remarks>
/// Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation": one minute, then two, after an error of the function;
/// from a second up to five minutes after throttling and errors of the system.
/// </remarks>
internal static class Retries
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <param name="failures">How often the function has failed, this time included.</param>
    public static TimeSpan AfterError(long failures) => TimeSpan.FromMinutes(failures);

    /// <param name="errors">How often the event has come to nothing, this time included.</param>
    public static TimeSpan AfterRefusal(long errors) =>
        errors > 9 ? LongestPause : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, errors - 1), LongestPause.TotalSeconds));
}
