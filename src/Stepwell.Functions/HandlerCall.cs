namespace Stepwell.Functions;

/// <summary>What a handler in this process is called with.</summary>
/// <param name="Deadline">When its time is over, by <paramref name="Time"/>.</param>
/// <param name="WriteLog">Takes one event of the function's log, without its end. What comes after the invocation is dropped. Thread-safe.</param>
public sealed record HandlerCall(
    FunctionSpec Function, Invocation Invocation, DateTimeOffset Deadline, string LogStream, Action<string> WriteLog, TimeProvider Time);
