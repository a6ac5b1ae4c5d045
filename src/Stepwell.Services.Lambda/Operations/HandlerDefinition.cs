namespace Stepwell.Services.Lambda.Operations;

/// <summary>The function that a handler of this process is.</summary>
/// <param name="TimeoutSeconds">1 to 900.</param>
public sealed record HandlerDefinition(string Name, int TimeoutSeconds);
