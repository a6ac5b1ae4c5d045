using Stepwell.Partitions;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.CodeSigning;

/// <summary>Code signing configurations as entities, addressed by their ARN.</summary>
internal sealed class CodeSigningKind : IEntityKind
{
    public const string KindName = "lambda_code_signing";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public static EntityAddress AddressOf(CodeSigningArn arn) => new(KindName, arn.ToString());

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var arn = CodeSigningArn.Parse(address.Key!);
        return new CodeSigningEntity(arn, reader.Find(FunctionTables.CodeSigning, arn.Scope, arn.Id));
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // All of a configuration is in its row; nothing is owed.
    }
}
