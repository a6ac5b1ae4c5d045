namespace Stepwell.EndToEnd.Tests;

/// <summary>Waits for what another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeBetweenLooks = TimeSpan.FromMilliseconds(10);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Did not come about in {LongestWait}.");
            await Task.Delay(TimeBetweenLooks, TimeProvider.System, CancellationToken.None);
        }
    }
}
