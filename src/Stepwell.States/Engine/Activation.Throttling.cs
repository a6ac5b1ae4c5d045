using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>State transitions that an account may not make yet.</summary>
internal sealed partial class Activation
{
    /// <summary>Takes a state transition; true when the frame has to wait for it, which is then decided.</summary>
    /// <param name="next">The state to enter; null when the current one is to be tried again.</param>
    /// <remarks>Step Functions service quotas, "Quotas related to state throttling": throttled executions go on later, they do not fail.</remarks>
    private bool MustWaitItsTurn(Frame frame, string? next)
    {
        if (environment.TakeTransition?.Invoke() is not { } due)
            return false;
        Emit(frame, new EventDetail.TransitionThrottled(next, Timestamps.RoundUp(due)));
        return true;
    }
}
