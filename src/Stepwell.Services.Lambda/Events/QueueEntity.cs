using Stepwell.Partitions;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Invocations;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Events;

/// <summary>
/// The events of one function. Each is a row from before it is acknowledged until it has ended for good. A few run; of the others nothing is in
/// memory. What they cost does not depend on how many there are.
/// </summary>
/// <param name="queueId">Null: no event has come yet.</param>
/// <param name="state">Of this life of the partition.</param>
internal sealed class QueueEntity(string functionArn, long? queueId, QueueState state, QueueParts parts) : IEntity
{
    private long? _queueId = queueId;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case QueueEvent queued:
                Add(queued, activation);
                break;
            case AttemptEnded ended when state.Busy.Contains(ended.Event.Id) && state.Ending.Add(ended.Event.Id):
                End(ended.Event with { Invocations = ended.Event.Invocations + (ended.Result is AttemptResult.Ran ? 1 : 0) }, ended.Result, activation);
                break;
            case AttemptEnded:
                // Of two lives of the partition that have both begun the event, one was quicker.
                break;
            case Wake or ContinueQueue:
                state.WakeAt = command is Wake ? null : state.WakeAt;
                Continue(activation);
                break;
            case GrowQueue:
                state.Pace.Grow();
                Continue(activation);
                break;
            default:
                throw new InvalidOperationException($"A queue knows no {command.GetType().Name}.");
        }
    }

    private void Add(QueueEvent queued, IActivation activation)
    {
        if (_queueId is null)
        {
            _queueId = activation.NewId().Value;
            activation.Insert(EventTables.Queues, new QueueRow(_queueId.Value, functionArn));
        }
        var nowMs = activation.Now.ToUnixTimeMilliseconds();
        var row = new EventRow(
            activation.NewId().Value, _queueId.Value, nowMs, nowMs, 0, 0, queued.RequestId, queued.Qualifier, queued.Payload, queued.ClientContext,
            queued.TraceHeader);
        activation.Insert(EventTables.Events, row);
        var self = activation.Self;
        // Which ones run is decided when they are durable: until then a reader does not see them.
        activation.AfterCommit(() => Arrive(self, row));
        activation.Reply(EventQueued.Instance);
    }

    private void Arrive(EntityAddress self, EventRow row)
    {
        if (state.HasBacklog || state.Busy.Count >= state.Pace.Most)
        {
            state.HasBacklog = true;
            Watch(self);
            // Those that run have it continued when they end.
            if (state.Busy.Count == 0)
                parts.Runner.Tell(self, ContinueQueue.Instance);
            return;
        }
        Begin(self, row);
    }

    private void Begin(EntityAddress self, EventRow row)
    {
        // What is durable may be read before its arrival is told.
        if (!state.Busy.Add(row.Id))
            return;
        parts.Runner.Begin(self, functionArn, row, state.Pace);
    }

    /// <summary>Reads no more than may run, and those that run already.</summary>
    private void Continue(IActivation activation)
    {
        if (_queueId is not { } queue)
            return;
        if (activation.Now < state.PausedUntil)
        {
            WakeBy(state.PausedUntil, activation);
            return;
        }
        var nowMs = activation.Now.ToUnixTimeMilliseconds();
        var range = new RowRange { Index = EventTables.EventsByDue, Prefix = [queue], Limit = state.Pace.Most + state.Busy.Count + 1 };
        var seen = 0;
        foreach (var row in activation.Reader.Range(EventTables.Events, range))
        {
            seen++;
            if (state.Busy.Contains(row.Id))
                continue;
            if (row.DueAtMs > nowMs)
            {
                state.HasBacklog = false;
                state.Pace.Relax();
                WakeBy(DateTimeOffset.FromUnixTimeMilliseconds(row.DueAtMs), activation);
                return;
            }
            state.HasBacklog = true;
            if (state.Busy.Count >= state.Pace.Most)
            {
                Watch(activation.Self);
                return;
            }
            Begin(activation.Self, row);
        }
        state.HasBacklog = seen == range.Limit;
    }

    /// <summary>Those that wait may be many because those that run take long.</summary>
    private void Watch(EntityAddress self)
    {
        if (state.Pace.IsWatched || !state.Pace.MayGrow)
            return;
        state.Pace.Watch();
        parts.Runner.TellOfGrowth(self);
    }

    private void End(EventRow row, AttemptResult result, IActivation activation)
    {
        state.Pace.Ended(result, state.Busy.Count);
        // What refuses the only one would refuse the others too.
        if (result is AttemptResult.NotNow && state.Busy.Count == 1)
            state.PausedUntil = activation.Now + EventPace.GrowthPause;
        var next = NextTry(row, result, activation.Now);
        if (next is { } due)
        {
            activation.Upsert(EventTables.Events, row with { DueAtMs = due.ToUnixTimeMilliseconds(), Errors = row.Errors + 1 });
            WakeBy(due, activation);
        }
        else
        {
            activation.DeleteKey(EventTables.Events, row.Id);
            Tell(row, result, activation);
        }
        var self = activation.Self;
        activation.AfterCommit(() =>
        {
            state.Busy.Remove(row.Id);
            state.Ending.Remove(row.Id);
            // A wake-up that came meanwhile has not seen that there is another try.
            if (state.HasBacklog || (next is not null && !(state.WakeAt <= next)))
                parts.Runner.Tell(self, ContinueQueue.Instance);
        });
    }

    /// <summary>Null: there is none.</summary>
    private static DateTimeOffset? NextTry(EventRow row, AttemptResult result, DateTimeOffset now) => result switch
    {
        AttemptResult.Ran { Outcome.Error: not null } ran when row.Invocations <= ran.Target.Events.MaximumRetryAttempts =>
            now + Retries.AfterError(row.Invocations),
        AttemptResult.NotNow => now + Retries.AfterRefusal(row.Errors + 1),
        _ => null,
    };

    /// <summary>Those who are to know how the event ended.</summary>
    private void Tell(EventRow row, AttemptResult result, IActivation activation)
    {
        switch (result)
        {
            case AttemptResult.Ran { Outcome.Error: null } ran:
                Deliver(ran.Target, ran.Target.Events.OnSuccessArn, DestinationRecord.Success);
                break;
            case AttemptResult.Ran ran:
                GiveUp(ran.Target, DestinationRecord.RetriesExhausted);
                break;
            case AttemptResult.GivenUp(var target, var condition):
                GiveUp(target, condition);
                break;
        }

        void GiveUp(FunctionTarget target, string condition)
        {
            activation.AfterCommit(() => parts.Metrics.Dropped(target));
            // Queues and topics, which dead-letter targets are, are not there yet.
            if (target.Events.DeadLetterArn is not null)
                activation.AfterCommit(() => parts.Metrics.DeadLetterFailed(target));
            Deliver(target, target.Events.OnFailureArn, condition);
        }

        void Deliver(FunctionTarget target, string? arn, string condition)
        {
            if (arn is null)
                return;
            var record = DestinationRecord.Of(row, target, condition, (result as AttemptResult.Ran)?.Outcome, activation.Now);
            var lineage = Lineage.Continue(row.TraceHeader, target.LineageHash);
            // One that is part of the loop must not be told of its end for ever.
            if (Destination.Of(arn) is { } destination && record.Length <= Payloads.MaxEventBytes
                && !(result is AttemptResult.GivenUp { Condition: DestinationRecord.RecursiveInvocation } && Lineage.IsSpent(lineage, Lineage.HashOf(destination.FunctionArn))))
            {
                activation.Send(
                    QueueKind.AddressOf(destination.FunctionArn),
                    new QueueEvent(destination.RequestIdOf(row), destination.Qualifier, record, ClientContext: null, lineage));
            }
            else
            {
                activation.AfterCommit(() => parts.Metrics.DeliveryFailed(target));
            }
        }
    }

    private void WakeBy(DateTimeOffset due, IActivation activation)
    {
        if (state.WakeAt <= due)
            return;
        state.WakeAt = due;
        activation.WakeAt(due);
    }
}
