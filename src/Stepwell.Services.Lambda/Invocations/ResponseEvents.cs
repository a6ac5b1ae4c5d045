using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Wire.Streams;

namespace Stepwell.Services.Lambda.Invocations;

/// <summary>Sends the parts of a function's answer on as events, as they come.</summary>
internal sealed class ResponseEvents(EventStreamWriter<InvokeWithResponseStreamResponseEvent> events) : IResponseStream
{
    private bool _hasParts;

    public ValueTask Start(string? contentType, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Write(ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        _hasParts = true;
        return events.WriteAsync(
            new InvokeWithResponseStreamResponseEvent.PayloadChunk(new InvokeResponseStreamUpdate { Payload = part }), cancellation);
    }

    /// <summary>What comes last: all of an answer that was not streamed, then how it ended.</summary>
    public async ValueTask End(InvocationOutcome outcome, CancellationToken cancellation)
    {
        if (!_hasParts && outcome.Error is null && !outcome.Payload.IsEmpty)
            await Write(outcome.Payload, cancellation).ConfigureAwait(false);
        var end = new InvokeWithResponseStreamCompleteEvent
        {
            ErrorCode = outcome.Error?.ToString(),
            ErrorDetails = outcome.Error is null ? null : System.Text.Encoding.UTF8.GetString(outcome.Payload.Span),
            LogResult = outcome.LogTail is { } tail ? Convert.ToBase64String(tail.Span) : null,
        };
        await events.WriteAsync(new InvokeWithResponseStreamResponseEvent.InvokeComplete(end), cancellation).ConfigureAwait(false);
    }
}
