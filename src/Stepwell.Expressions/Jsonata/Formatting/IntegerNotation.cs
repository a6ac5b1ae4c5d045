namespace Stepwell.Expressions.Jsonata.Formatting;

internal enum IntegerNotation
{
    Digits,
    Letters,
    Roman,
    Words,

    /// <summary>A numbering sequence of an implementation's own; there are none.</summary>
    Sequence,
}
