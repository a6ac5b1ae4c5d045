using Stepwell.Partitions;

namespace Stepwell.Testing.Services;

/// <summary>The thread pool, with a signal whenever a partition has done something.</summary>
internal sealed class SignallingScheduler : IPartitionScheduler
{
    private TaskCompletionSource _next = NewSignal();

    public bool RunsContinuationsInline => false;

    /// <summary>Complete when a partition next comes to rest. Take it before looking at what may change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Schedule(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(new Signalled(this, item), preferLocal: false);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Signalled(SignallingScheduler owner, IThreadPoolWorkItem item) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            item.Execute();
            Interlocked.Exchange(ref owner._next, NewSignal()).SetResult();
        }
    }
}
