namespace Stepwell.Wire.Streams;

/// <summary>
/// What an operation sends after its answer: it is called once status and headers are out, and the stream ends when its task does. An
/// <see cref="AwsException"/> that it throws ends the stream as an event.
/// </summary>
/// <param name="events">Takes the events. Must not be used once the task has ended.</param>
/// <param name="cancellation">The client has gone, or the server has to end.</param>
public delegate ValueTask EventStream<TEvent>(EventStreamWriter<TEvent> events, CancellationToken cancellation)
    where TEvent : IStreamedEvent;
