namespace Stepwell.Json.Parsing;

/// <summary>
/// The layout of the token table. A token is one 64-bit slot; an array or object takes a second one:
/// <code>
///   slot 0   63 flag | 62..60 kind | 59..32 length in bytes | 31..0 start in bytes
///   slot 1   63..56 depth, 255 = that or more | 55..28 members or items | 27..0 slots it spans, itself included
/// </code>
/// A member is its name's token and then its value's. While a container is open, slot 1 holds the slot of the container
/// around it in place of the span, so parsing needs no stack.
/// </summary>
internal static class Token
{
    /// <summary>Lengths, counts and spans have 28 bits.</summary>
    public const int MaxTextLength = (1 << 28) - 1;

    public const int MaxKnownDepth = byte.MaxValue;

    /// <summary>Set on a string with escapes, on true, and on an object whose names repeat or have escapes.</summary>
    public const ulong Flag = 1UL << 63;

    private const ulong Mask28 = (1UL << 28) - 1;

    public static ulong Create(JsonKind kind, int start, int length) => ((ulong)kind << 60) | ((ulong)(uint)length << 32) | (uint)start;

    public static ulong CreateExtent(int span, int count, int depth) =>
        ((ulong)(uint)depth << 56) | ((ulong)(uint)count << 28) | (uint)span;

    public static JsonKind Kind(ulong token) => (JsonKind)((token >> 60) & 7);

    public static int Start(ulong token) => (int)token;

    public static int Length(ulong token) => (int)((token >> 32) & Mask28);

    public static bool IsFlagged(ulong token) => (long)token < 0;

    public static int Span(ulong extent) => (int)(extent & Mask28);

    public static int Count(ulong extent) => (int)((extent >> 28) & Mask28);

    public static int Depth(ulong extent) => (int)(extent >> 56);

    public static ulong OneMore(ulong extent) => extent + (1UL << 28);

    public static bool IsContainer(ulong token) => Kind(token) >= JsonKind.Array;
}
