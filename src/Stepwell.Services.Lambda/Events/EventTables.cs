using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Events;

/// <summary>Events that wait for their function.</summary>
internal static class EventTables
{
    internal static readonly TableIndex EventsByDue = new("lambda_event_due", ["queue_id", "due_at_ms", "id"]);

    internal static readonly TableIndex QueuesByFunction = new("lambda_queue_function", ["function_arn"], IsUnique: true);

    internal static readonly Table<QueueRow> Queues = new(
        "lambda_queue",
        TableLayout.IntegerKey,
        ["id"],
        [Column.Integer<QueueRow>("id", row => row.Id), Column.Text<QueueRow>("function_arn", row => row.FunctionArn)],
        row => new(row.Integer(0), row.Text(1)),
        [QueuesByFunction]);

    internal static readonly Table<EventRow> Events = new(
        "lambda_event",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<EventRow>("id", row => row.Id),
            Column.Integer<EventRow>("queue_id", row => row.QueueId),
            Column.Integer<EventRow>("due_at_ms", row => row.DueAtMs),
            Column.Integer<EventRow>("received_at_ms", row => row.ReceivedAtMs),
            Column.Integer<EventRow>("invocations", row => row.Invocations),
            Column.Integer<EventRow>("errors", row => row.Errors),
            Column.Text<EventRow>("request_id", row => row.RequestId),
            Column.NullableText<EventRow>("qualifier", row => row.Qualifier),
            Column.Blob<EventRow>("payload", row => row.Payload),
            Column.NullableText<EventRow>("client_context", row => row.ClientContext),
            Column.NullableText<EventRow>("trace_header", row => row.TraceHeader),
        ],
        row => new(
            row.Integer(0), row.Integer(1), row.Integer(2), row.Integer(3), row.Integer(4), row.Integer(5), row.Text(6), row.NullableText(7),
            row.Blob(8), row.NullableText(9), row.NullableText(10)),
        [EventsByDue]);

    public static ImmutableArray<Table> All { get; } = [Queues, Events];
}

/// <summary>The queue of a function. It is there from the first event on, and stays.</summary>
/// <param name="Id">Its home is that of the queue's entity.</param>
internal sealed record QueueRow(long Id, string FunctionArn);

/// <param name="DueAtMs">When it is to be tried next.</param>
/// <param name="Invocations">How often the function has run for it, or was about to.</param>
/// <param name="Errors">How often it came to nothing, the function's errors and all others.</param>
internal sealed record EventRow(
    long Id,
    long QueueId,
    long DueAtMs,
    long ReceivedAtMs,
    long Invocations,
    long Errors,
    string RequestId,
    string? Qualifier,
    byte[] Payload,
    string? ClientContext,
    string? TraceHeader);
