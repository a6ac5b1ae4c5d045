using System.Text;

namespace Stepwell.Partitions;

/// <summary>
/// Names an entity: its kind, and either a text key (whose hash decides the home partition) or an id (which contains it).
/// Entities of different kinds with the same key live on the same partition.
/// </summary>
public readonly struct EntityAddress : IEquatable<EntityAddress>
{
    public EntityAddress(string kind, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(key);
        Kind = kind;
        Key = key;
    }

    public EntityAddress(string kind, EntityId id)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id.Value, nameof(id));
        Kind = kind;
        Id = id;
    }

    private EntityAddress(string kind, EntityId id, string? key)
    {
        Kind = kind;
        Id = id;
        Key = key;
    }

    public string Kind { get; }

    /// <summary>Null when the entity is addressed by its id.</summary>
    public string? Key { get; }

    /// <summary>Zero when the entity is addressed by its key.</summary>
    public EntityId Id { get; }

    public static bool operator ==(EntityAddress left, EntityAddress right) => left.Equals(right);

    public static bool operator !=(EntityAddress left, EntityAddress right) => !left.Equals(right);

    public bool Equals(EntityAddress other) => Id == other.Id && Key == other.Key && Kind == other.Kind;

    public override bool Equals(object? obj) => obj is EntityAddress other && Equals(other);

    public override int GetHashCode() => Key is null ? Id.Value.GetHashCode() : Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Key is null ? $"{Kind}:{Id}" : $"{Kind}:{Key}";

    /// <summary>From the columns of a row: an empty key means the id counts.</summary>
    internal static EntityAddress FromColumns(string kind, long id, string key) =>
        new(kind, new EntityId(id), key.Length == 0 ? null : key);

    internal int HomePartition(int partitionCount)
    {
        if (Kind is null)
            throw new InvalidOperationException("The address is empty.");
        return Key is null ? Id.Partition : (int)(Hash(Key) % (uint)partitionCount);
    }

    /// <summary>FNV-1a over UTF-8 with a final mix. On disk in effect: it must never change.</summary>
    private static uint Hash(string key)
    {
        Span<byte> buffer = stackalloc byte[512];
        var utf8 = Encoding.UTF8.TryGetBytes(key, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(key);
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var octet in utf8)
            hash = (hash ^ octet) * 1_099_511_628_211UL;
        hash ^= hash >> 32;
        hash *= 0xd6e8_feb8_6659_fd93UL;
        return (uint)(hash >> 32);
    }
}
