using System.IO.Pipelines;
using Stepwell.Wire.Rest;

namespace Stepwell.Wire.Streams;

/// <summary>A body that is written while the operation goes on.</summary>
public abstract class StreamedAnswer
{
    private protected StreamedAnswer(string contentType) => ContentType = contentType;

    internal string ContentType { get; }

    /// <summary>Null: the answer has no events.</summary>
    public static StreamedAnswer? Of<TEvent>(EventStream<TEvent>? events)
        where TEvent : IStreamedEvent => events is null ? null : new EventsAnswer<TEvent>(events);

    /// <summary>Writes all of it. An error of the service is part of what is written; anything else that is thrown cuts the answer off.</summary>
    internal abstract ValueTask WriteAsync(PipeWriter output, CancellationToken cancellation);

    private sealed class EventsAnswer<TEvent>(EventStream<TEvent> events) : StreamedAnswer(HttpBinding.Events)
        where TEvent : IStreamedEvent
    {
        internal override async ValueTask WriteAsync(PipeWriter output, CancellationToken cancellation)
        {
            var writer = new EventStreamWriter<TEvent>(output);
            try
            {
                await events(writer, cancellation).ConfigureAwait(false);
            }
            catch (AwsException error)
            {
                await writer.FailAsync(error, cancellation).ConfigureAwait(false);
            }
        }
    }
}
