namespace Stepwell.Wire;

/// <summary>The request cannot be read: not the protocol's format, or another type than the model has at some place.</summary>
public sealed class SerializationException(string? message) : AwsException("SerializationException", 400, Fault.Client, message);
