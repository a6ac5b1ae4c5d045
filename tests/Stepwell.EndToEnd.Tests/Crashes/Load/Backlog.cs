namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>How much work for workers may be open at a time, so that they can keep up. Thread-safe.</summary>
internal sealed class Backlog(int room)
{
    private int _room = room;

    /// <returns>Whether there is room for so much more.</returns>
    public bool TryAdd(int more)
    {
        if (Interlocked.Add(ref _room, -more) >= 0)
            return true;
        Interlocked.Add(ref _room, more);
        return false;
    }
}
