namespace Stepwell.Wire.Protocols;

/// <summary>What an answer may have to say about the call that it belongs to.</summary>
internal readonly record struct Call(Operation Operation, string RequestId);
