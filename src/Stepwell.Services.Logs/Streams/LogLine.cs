namespace Stepwell.Services.Logs.Streams;

/// <summary>A log event on its way in.</summary>
/// <param name="TimestampMs">Milliseconds since 1970.</param>
public sealed record LogLine(long TimestampMs, string Message);
