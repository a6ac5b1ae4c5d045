using System.Collections.Immutable;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Layers;

/// <summary>Layers as entities, addressed by their ARN.</summary>
internal sealed class LayerKind : IEntityKind
{
    public const string KindName = "lambda_layer";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public static EntityAddress AddressOf(LayerKey key) => new(KindName, key.Arn);

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var key = LayerKey.OfArn(address.Key!);
        return new LayerEntity(
            key,
            reader.Find(FunctionTables.Layers, key.Scope, key.Name),
            reader.LayerVersionsOf(key).ToImmutableSortedDictionary(row => row.Number, row => row));
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // All of a layer is in its rows; nothing is owed.
    }
}
