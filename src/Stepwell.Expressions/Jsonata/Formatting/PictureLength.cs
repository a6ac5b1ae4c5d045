namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Bounds pictures: they may come from data, and some take time by the square of their length.</summary>
internal static class PictureLength
{
    private const int Longest = 10_000;

    /// <exception cref="JsonataException">U1001: the picture is too long.</exception>
    public static void Check(string picture)
    {
        if (picture.Length > Longest) throw new JsonataException("U1001") { Detail = "has a picture that is too long" };
    }
}
