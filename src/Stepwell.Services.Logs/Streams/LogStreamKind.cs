using System.Globalization;
using Stepwell.Partitions;
using Stepwell.Services.Logs.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Streams;

/// <summary>
/// Log streams as entities, addressed by the id of their group and their name: the streams of a deleted group are not those of a new
/// one that has its name.
/// </summary>
internal sealed class LogStreamKind : IEntityKind
{
    public const string KindName = "log_stream";

    public string Name => KindName;

    public IMessageCodec Messages => LogDeliveries.Instance;

    public static EntityAddress AddressOf(long groupId, string name) =>
        new(KindName, string.Create(CultureInfo.InvariantCulture, $"{groupId}:{name}"));

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var key = address.Key!;
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var groupId = long.Parse(key.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture);
        var name = key[(colon + 1)..];
        return new LogStreamEntity(groupId, name, reader.FindStream(groupId, name));
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // A stream owes nothing.
    }
}
