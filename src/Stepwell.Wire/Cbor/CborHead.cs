namespace Stepwell.Wire.Cbor;

/// <summary>The three bits with which every item of CBOR begins.</summary>
/// <remarks>RFC 8949, section 3.1.</remarks>
internal enum CborMajor
{
    Unsigned = 0,
    Negative = 1,
    Bytes = 2,
    Text = 3,
    Array = 4,
    Map = 5,
    Tag = 6,
    Simple = 7,
}

/// <summary>The beginning of an item.</summary>
/// <param name="Info">The other five bits: an indefinite length is <see cref="Indefinite"/>, and floats tell their size.</param>
/// <param name="Argument">The number, the length, the tag, or the bits of a float.</param>
internal readonly record struct CborHead(CborMajor Major, byte Info, ulong Argument)
{
    public const byte Indefinite = 31;
    public const byte Half = 25;
    public const byte Single = 26;
    public const byte Double = 27;
    public const byte False = 20;
    public const byte True = 21;
    public const byte Null = 22;
    public const byte Undefined = 23;

    /// <summary>RFC 8949, section 3.4.2: seconds since 1970.</summary>
    public const ulong EpochTag = 1;

    public bool IsIndefinite => Info == Indefinite;

    public bool IsBreak => Major == CborMajor.Simple && Info == Indefinite;

    public bool IsNull => Major == CborMajor.Simple && Info is Null or Undefined;
}
