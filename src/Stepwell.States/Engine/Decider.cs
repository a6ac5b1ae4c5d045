using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Engine;

/// <summary>
/// Decides what a command means for an execution. Pure, synchronous and total: the same definition, execution, command and
/// environment give the same events, and it runs as far as it can, so a chain of states without outside effects is one decision.
/// </summary>
public static class Decider
{
    /// <summary>History ends here: the next event is the failure of the execution.</summary>
    /// <remarks>Step Functions service quotas, "Maximum execution history size".</remarks>
    public const int MaxHistoryEvents = 25_000;

    /// <summary>Largest input or output of a state or task, in UTF-8 bytes.</summary>
    public const int MaxPayloadBytes = 262_144;

    public static Decision Decide(StateMachine machine, Execution execution, Command command, Environment environment)
    {
        var activation = new Activation(machine, execution, environment);
        try
        {
            activation.Handle(command);
            activation.RunReadyFrames();
        }
        catch (HistoryFullException)
        {
            activation.FailFullHistory();
        }
        catch (JsonDepthException tooDeep)
        {
            activation.FailTooDeep(tooDeep.Message);
        }
        return activation.ToDecision();
    }
}

/// <summary>Ends a decision at the place where its next event would exceed the history.</summary>
internal sealed class HistoryFullException : Exception;
