namespace Stepwell.Json;

/// <summary>What a value is. <see cref="Missing"/> is no JSON value at all: JSONata's undefined, a path without a match.</summary>
public enum JsonKind : byte
{
    Missing,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
