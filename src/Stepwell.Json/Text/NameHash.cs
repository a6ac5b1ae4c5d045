namespace Stepwell.Json.Text;

/// <summary>Hashes of names. Seeded per process, so that nobody can choose names that collide.</summary>
internal static class NameHash
{
    public static int Of(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
