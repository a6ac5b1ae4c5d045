namespace Stepwell.Partitions;

internal enum EffectKind
{
    Reply,
    ReplyError,
    Run,
    RunWithState,
    Message,
    WakeSet,
    Acknowledge,
}

/// <summary>Something that is released when the commit it belongs to is durable, and not before.</summary>
/// <param name="Target">The caller, or the delegate to run.</param>
/// <param name="Value">The reply, the exception, the delegate's argument, or the message.</param>
/// <param name="Partition">The other partition of a message or acknowledgement.</param>
/// <param name="Number">A message's sequence, or the ticks of a wake-up.</param>
internal readonly record struct Effect(
    EffectKind Kind,
    object? Target = null,
    object? Value = null,
    int Partition = 0,
    long Number = 0,
    EntityAddress Address = default);
