using Stepwell.Store;

namespace Stepwell.Simulation.Worlds;

/// <summary>The store of one life of the server. It commits when the world says so, and fails when its faults say so.</summary>
internal interface IDisk : IDisposable
{
    IStore Store { get; }

    /// <summary>Batches that wait to be committed.</summary>
    int PendingCount { get; }

    /// <summary>Groups committed or failed so far.</summary>
    long WritePoint { get; }

    bool HasCrashed { get; }

    /// <summary>The process ends now, between two groups.</summary>
    void Crash();

    /// <summary>Commits up to so many waiting batches, as one group where the engine can be told to.</summary>
    void CommitPending(int maxCount = int.MaxValue);
}
