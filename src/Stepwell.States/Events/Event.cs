namespace Stepwell.States.Events;

/// <summary>
/// One entry of an execution's journal. Those with an id are what GetExecutionHistory shows; those without
/// (<see cref="Id"/> = 0) record decisions that AWS keeps to itself, such as when a retry is due.
/// </summary>
/// <param name="Id">1, 2, 3, … without gaps over the events that history shows; else 0.</param>
/// <param name="PreviousId">The event that caused this one, as AWS's <c>previousEventId</c>.</param>
/// <param name="FrameId">The frame of the execution that the event changes.</param>
public readonly record struct Event(long Id, long PreviousId, int FrameId, DateTimeOffset Time, EventDetail Detail);
