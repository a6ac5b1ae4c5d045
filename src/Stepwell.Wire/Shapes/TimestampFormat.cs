namespace Stepwell.Wire.Shapes;

/// <summary>Smithy's <c>timestampFormat</c>; <see cref="Default"/> is what the protocol does without one.</summary>
public enum TimestampFormat
{
    Default,
    EpochSeconds,
    Iso8601,
    HttpDate,
}
