namespace Stepwell.Wire.Shapes;

/// <summary>Whole numbers that the model makes smaller than the protocols do.</summary>
public static class Narrow
{
    /// <exception cref="SerializationException">It does not fit.</exception>
    public static sbyte ToByte(int value) =>
        value is >= sbyte.MinValue and <= sbyte.MaxValue ? (sbyte)value : throw new SerializationException($"'{value}' can not be converted to a Byte");

    /// <exception cref="SerializationException">It does not fit.</exception>
    public static short ToShort(int value) =>
        value is >= short.MinValue and <= short.MaxValue ? (short)value : throw new SerializationException($"'{value}' can not be converted to a Short");
}
