using System.Globalization;
using System.Text;
using Stepwell.Store;

namespace Stepwell.Partitions.Tests.Bank;

internal sealed class AccountKind : IEntityKind, IMessageCodec
{
    public const string KindName = "account";

    public string Name => KindName;

    public IMessageCodec Messages => this;

    public static EntityAddress Address(string name) => new(KindName, name);

    public IEntity Load(EntityAddress address, IStoreReader reader) => new Account(address, reader);

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message)
    {
        var credit = (Credit)message;
        return Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{credit.Operation} {credit.From} {credit.Sequence} {credit.Amount}"));
    }

    public object FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var fields = Encoding.UTF8.GetString(bytes.Span).Split(' ');
        long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
        return new Credit(Number(0), fields[1], Number(2), Number(3));
    }
}
