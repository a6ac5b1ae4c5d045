using System.Text;
using Stepwell.Store;

namespace Stepwell.Partitions.Tests.Probes;

internal sealed record ProbeRow(string Name, long Value);

internal sealed record LogRow(string Name, long Number, string Text);

/// <summary>Has the probe do what a test wants.</summary>
internal sealed record Act(Action<Probe, IActivation> Body);

/// <summary>An entity with one number, one log, and any behaviour. Messages are texts; they and wake-ups go into the log.</summary>
internal sealed class Probe(string name, long value, long logLength, ProbeKind kind) : IEntity
{
    public long Value { get; private set; } = value;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case Act act:
                act.Body(this, activation);
                break;
            case Wake:
                kind.OnWake(this, activation);
                break;
            case string text when text.StartsWith("throw", StringComparison.Ordinal):
                throw new InvalidOperationException(text);
            case string text:
                Log(text, activation);
                break;
            default:
                throw new ArgumentException($"Unknown command {command}.");
        }
    }

    public void Set(long value, IActivation activation)
    {
        Value = value;
        activation.Upsert(ProbeKind.Probes, new ProbeRow(name, value));
    }

    public void Log(string text, IActivation activation) =>
        activation.Append(ProbeKind.Logs, new LogRow(name, ++logLength, text));
}

internal sealed class ProbeKind : IEntityKind, IMessageCodec
{
    public const string KindName = "probe";

    public static readonly Table<ProbeRow> Probes = new(
        "probes",
        TableLayout.Append,
        key: ["name"],
        columns: [Column.Text<ProbeRow>("name", row => row.Name), Column.Integer<ProbeRow>("value", row => row.Value)],
        read: row => new ProbeRow(row.Text(0), row.Integer(1)));

    public static readonly Table<LogRow> Logs = new(
        "logs",
        TableLayout.Append,
        key: ["name", "number"],
        columns:
        [
            Column.Text<LogRow>("name", row => row.Name),
            Column.Integer<LogRow>("number", row => row.Number),
            Column.Text<LogRow>("content", row => row.Text),
        ],
        read: row => new LogRow(row.Text(0), row.Integer(1), row.Text(2)));

    public static readonly StoreSchema Schema = new([.. PartitionTables.All, Probes, Logs]);

    public string Name => KindName;

    public IMessageCodec Messages => this;

    public Action<Probe, IActivation> OnWake { get; set; } =
        (probe, activation) => probe.Log($"wake {activation.Now:HH:mm:ss}", activation);

    public Action<IStoreReader, IPartitionRecovery> OnRecover { get; set; } = (_, _) => { };

    public List<string> Loaded { get; } = [];

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var name = address.Key ?? address.Id.ToString();
        Loaded.Add(name);
        var last = reader.Range(Logs, new RowRange { Prefix = [name], Descending = true, Limit = 1 }).FirstOrDefault();
        return new Probe(name, reader.Find(Probes, name)?.Value ?? 0, last?.Number ?? 0, this);
    }

    public void Recover(IStoreReader reader, IPartitionRecovery partition) => OnRecover(reader, partition);

    public ReadOnlyMemory<byte> ToBytes(object message) => Encoding.UTF8.GetBytes((string)message);

    public object FromBytes(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
