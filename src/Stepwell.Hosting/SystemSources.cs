#pragma warning disable RS0030 // This is where randomness and ids come from; everything else is given them.

namespace Stepwell.Hosting;

/// <summary>The real sources of randomness and ids.</summary>
internal static class SystemSources
{
    public static Random NewRandom() => new();

    public static Guid NewGuid() => Guid.NewGuid();
}
