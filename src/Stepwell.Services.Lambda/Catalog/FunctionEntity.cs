using Stepwell.Partitions;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>
/// A function: its versions, aliases, policies and all else that is configured. Decisions are pure; what they change is written here, and readers
/// learn of it when it is durable, before the caller does.
/// </summary>
internal sealed class FunctionEntity(FunctionKey key, FunctionRecord? record, FunctionDirectory directory) : IEntity
{
    private FunctionRecord? _record = record;

    public void Handle(object command, IActivation activation)
    {
        Decision decision;
        try
        {
            decision = Decide((FunctionCommand)command, activation);
        }
        catch (AwsException refusal)
        {
            activation.ReplyError(refusal);
            return;
        }
        var (before, after) = (_record, decision.Next);
        FunctionChange.Write(before, after, activation);
        _record = after;
        if (!ReferenceEquals(before, after))
            activation.AfterCommit(() => directory.Replace(key, before, after));
        activation.Reply(decision.Answer);
    }

    private Decision Decide(FunctionCommand command, IActivation activation)
    {
        var tallies = FunctionTallies.Of(key.Scope);
        var situation = new Situation(key, activation.Now, () => activation.NewId().Value, () => activation.CountOf(tallies.Claimed));
        return FunctionDecisions.Decide(_record, command, situation);
    }
}
