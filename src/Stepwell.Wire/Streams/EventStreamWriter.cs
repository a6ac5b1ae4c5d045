using System.IO.Pipelines;

namespace Stepwell.Wire.Streams;

/// <summary>Sends events one after the other, each at once. Calls must not overlap.</summary>
public sealed class EventStreamWriter<TEvent>
    where TEvent : IStreamedEvent
{
    private readonly PipeWriter _output;
    private readonly EventFrameWriter _frame = new();

    internal EventStreamWriter(PipeWriter output) => _output = output;

    /// <summary>Completes once the connection has taken the event, so that a slow client slows its sender down.</summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask WriteAsync(TEvent streamed, CancellationToken cancellation)
    {
        streamed.Write(_frame);
        await FlushAsync(cancellation).ConfigureAwait(false);
    }

    internal ValueTask FailAsync(AwsException error, CancellationToken cancellation)
    {
        _frame.WriteError(error, TEvent.NameOf(error));
        return FlushAsync(cancellation);
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        _frame.CopyTo(_output);
        var flushed = await _output.FlushAsync(cancellation).ConfigureAwait(false);
        if (flushed.IsCompleted) throw new OperationCanceledException("Nobody reads the stream any more");
    }
}
