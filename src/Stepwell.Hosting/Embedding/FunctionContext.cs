namespace Stepwell.Hosting.Embedding;

/// <summary>What a handler may know of an invocation, apart from the event.</summary>
/// <param name="RequestId">The same in every attempt at one queued event.</param>
/// <param name="InvokedFunctionArn">As the caller named it: with a version or alias if it had one.</param>
/// <param name="ClientContext">JSON; null: none.</param>
public sealed record FunctionContext(string RequestId, string InvokedFunctionArn, string? ClientContext);
