namespace Stepwell.Json.Text;

/// <summary>Says how to read the bits of a computed number.</summary>
internal sealed class NumberTag
{
    public static readonly NumberTag Int64 = new();
    public static readonly NumberTag Double = new();

    private NumberTag()
    {
    }
}
