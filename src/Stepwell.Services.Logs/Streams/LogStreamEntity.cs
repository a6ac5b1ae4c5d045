using Stepwell.Partitions;
using Stepwell.Services.Logs.Removal;
using Stepwell.Services.Logs.Storage;

namespace Stepwell.Services.Logs.Streams;

/// <summary>A log stream: its row, and the events that are added to it.</summary>
/// <param name="row">Null when there is no such stream.</param>
internal sealed class LogStreamEntity(long groupId, string name, LogStreamRow? row) : IEntity
{
    private LogStreamRow? _row = row;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case LogStreamCommand.Create:
                activation.Reply(Create(activation));
                break;
            case LogStreamCommand.Put(var lines):
                activation.Reply(Put(lines, activation));
                break;
            case LogStreamCommand.Delete:
                activation.Reply(Delete(activation));
                break;
            case LogDelivery(var lines):
                Deliver(lines, activation);
                break;
            default:
                throw new InvalidOperationException($"A log stream does not know {command.GetType().Name}.");
        }
    }

    private LogStreamReply Create(IActivation activation)
    {
        if (activation.Reader.Find(Tables.Groups, groupId) is null)
            return new LogStreamReply(LogStreamOutcome.NoSuchGroup);
        if (_row is not null)
            return new LogStreamReply(LogStreamOutcome.AlreadyExists);
        _row = NewRow(activation);
        activation.Insert(Tables.Streams, _row);
        return new LogStreamReply(LogStreamOutcome.Done, _row.NextSequence);
    }

    private LogStreamReply Put(IReadOnlyList<LogLine> lines, IActivation activation)
    {
        if (_row is null)
            return new LogStreamReply(LogStreamOutcome.NoSuchStream);
        _row = Append(_row, lines, activation);
        return new LogStreamReply(LogStreamOutcome.Done, _row.NextSequence);
    }

    private LogStreamReply Delete(IActivation activation)
    {
        if (_row is null)
            return new LogStreamReply(LogStreamOutcome.NoSuchStream);
        activation.Delete(Tables.Streams, _row);
        activation.Send(RemovalKind.OfStream(_row.Id), RemovalBegins.Instance);
        _row = null;
        return new LogStreamReply(LogStreamOutcome.Done);
    }

    /// <summary>Events for a group that has been deleted on the way are dropped, as AWS drops them.</summary>
    private void Deliver(IReadOnlyList<LogLine> lines, IActivation activation)
    {
        if (activation.Reader.Find(Tables.Groups, groupId) is not null)
            _row = Append(_row ?? NewRow(activation), lines, activation);
    }

    private LogStreamRow NewRow(IActivation activation) => new(
        activation.NewId().Value,
        groupId,
        name,
        activation.Now.ToUnixTimeMilliseconds(),
        LogStreamRow.NoEvent,
        LastIngestedAtMs: null,
        NextSequence: 1);

    private static LogStreamRow Append(LogStreamRow stream, IReadOnlyList<LogLine> lines, IActivation activation)
    {
        if (lines.Count == 0)
            return stream;
        var now = activation.Now.ToUnixTimeMilliseconds();
        var sequence = stream.NextSequence;
        var last = stream.LastEventAtMs;
        foreach (var line in lines)
        {
            activation.Append(Tables.Events, new LogEventRow(stream.Id, stream.GroupId, line.TimestampMs, sequence++, now, line.Message));
            last = Math.Max(last, line.TimestampMs);
        }
        stream = stream with { LastEventAtMs = last, LastIngestedAtMs = now, NextSequence = sequence };
        activation.Upsert(Tables.Streams, stream);
        return stream;
    }
}
