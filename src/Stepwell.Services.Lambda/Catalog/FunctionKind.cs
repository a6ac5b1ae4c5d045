using Stepwell.Partitions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>Functions as entities, addressed by their ARN.</summary>
internal sealed class FunctionKind(FunctionDirectory directory) : IEntityKind
{
    public const string KindName = "lambda_function";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public static EntityAddress AddressOf(FunctionKey key) => new(KindName, key.Arn);

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var key = FunctionKey.OfArn(address.Key!);
        return new FunctionEntity(key, reader.FindFunction(key), directory);
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // All of a function is in its rows; nothing is owed.
    }
}
