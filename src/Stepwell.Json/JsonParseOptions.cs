namespace Stepwell.Json;

/// <summary>Limits for reading JSON text. Immutable; share one instance.</summary>
public sealed record JsonParseOptions
{
    public static JsonParseOptions Default { get; } = new();

    /// <summary>How many arrays and objects may be open at once; text that nests deeper is a parse error. At least 0.</summary>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1000;
}
