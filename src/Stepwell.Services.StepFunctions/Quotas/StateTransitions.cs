using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Events;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>
/// Gives Standard executions their state transitions: from the bucket of their account and region, and beyond it by turns. When a turn
/// comes is in the journal of the execution; up to when turns are given is a row of each partition, so that a restart neither gives
/// one twice nor lets newcomers overtake. Thread-safe.
/// </summary>
internal sealed class StateTransitions(AccountQuotas quotas, AccountScopes scopes, TimeProvider time)
{
    /// <returns>Null when the transition may be made now, else when.</returns>
    public DateTimeOffset? Take(string executionArn, DateTimeOffset now) =>
        BucketOf(scopes.Of(executionArn)).Reserve(now.UtcTicks) is { } dueTicks ? new DateTimeOffset(dueTicks, TimeSpan.Zero) : null;

    /// <summary>Notes the last turn that a decision was given, if it was.</summary>
    public void Note(IReadOnlyList<Event> events, ExecutionRow execution, IActivation activation)
    {
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (events[i].Detail is not EventDetail.TransitionThrottled(_, var due))
                continue;
            var partition = new EntityId(execution.Id).Partition;
            activation.Upsert(Tables.LastTurns, new LastTurnRow(partition, scopes.Of(execution.Arn).Text, due.UtcTicks));
            return;
        }
    }

    public void Recover(int partition, IStoreReader reader)
    {
        foreach (var row in reader.Range(Tables.LastTurns, new RowRange { Prefix = [partition] }))
            BucketOf(new AccountScope(row.Scope)).Promise(row.DueTicks, time.GetUtcNow().UtcTicks);
    }

    private TokenBucket BucketOf(AccountScope scope) =>
        quotas.Find(QuotaNames.StateTransition, scope.Region, scope.AccountId)
        ?? throw new InvalidOperationException("State transitions are not limited.");
}
