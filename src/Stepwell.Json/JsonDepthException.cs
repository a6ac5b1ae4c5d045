namespace Stepwell.Json;

/// <summary>A computed value would nest deeper than <see cref="MaxDepth"/>, beyond which reading it back is not assured.</summary>
public sealed class JsonDepthException() : InvalidOperationException($"The value nests deeper than {MaxDepth} levels.")
{
    /// <summary>How deep computed arrays and objects may nest, parsed parts included: twice what text may by default.</summary>
    public const int MaxDepth = 2000;

    internal static void ThrowIfTooDeep(int depth)
    {
        if (depth > MaxDepth) throw new JsonDepthException();
    }
}
