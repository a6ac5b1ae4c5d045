using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

namespace Stepwell.Partitions;

/// <summary>A caller that waits. Answered exactly once; after that it may belong to another caller.</summary>
internal abstract class PendingReply
{
    public abstract void Succeed(object reply);

    public abstract void Fail(Exception exception);
}

internal sealed class PendingReply<TReply> : PendingReply, IValueTaskSource<TReply>
{
    private static readonly ConcurrentQueue<PendingReply<TReply>> Pool = new();

    private ManualResetValueTaskSourceCore<TReply> _core;

    public ValueTask<TReply> Task => new(this, _core.Version);

    public static PendingReply<TReply> Rent(bool runsContinuationsInline)
    {
        if (!Pool.TryDequeue(out var reply))
            reply = new PendingReply<TReply>();
        reply._core.RunContinuationsAsynchronously = !runsContinuationsInline;
        return reply;
    }

    public override void Succeed(object reply)
    {
        if (reply is TReply typed)
            _core.SetResult(typed);
        else
            _core.SetException(new InvalidCastException($"The reply is a {reply.GetType()}, not a {typeof(TReply)}."));
    }

    public override void Fail(Exception exception) => _core.SetException(exception);

    public TReply GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Pool.Enqueue(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
