using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tags;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>A state machine: its row, its revisions, its tags. Executions are entities of their own.</summary>
/// <param name="current">The current revision; null exactly when <paramref name="row"/> is.</param>
internal sealed class StateMachineEntity(StateMachineDirectory directory, StateMachineRow? row, RevisionRow? current, TagSet tags) : IEntity
{
    private const string Active = "ACTIVE";
    private const string DeletingStatus = "DELETING";

    /// <summary>How often a state machine that is being deleted looks whether its executions have ended.</summary>
    private static readonly TimeSpan DeletionCheckInterval = TimeSpan.FromSeconds(1);

    private StateMachineRow? _row = row;
    private RevisionRow? _current = current;

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case StateMachineCommand.Create create:
                activation.Reply(Create(create, activation));
                break;
            case StateMachineCommand.Update update:
                activation.Reply(Update(update, activation));
                break;
            case StateMachineCommand.Delete:
                Delete(activation);
                activation.Reply(StateMachineReply.Done);
                break;
            case StateMachineCommand.Tag(var added):
                activation.Reply(Tag(added, activation));
                break;
            case StateMachineCommand.Untag(var keys):
                activation.Reply(Untag(keys, activation));
                break;
            case Wake:
                if (_row?.Status == DeletingStatus)
                    RemoveOrWait(activation);
                break;
            default:
                throw new InvalidOperationException($"A state machine does not know {command.GetType().Name}.");
        }
    }

    /// <remarks>CreateStateMachine is idempotent by name, definition, type and configurations; role and tags are not compared.</remarks>
    private StateMachineReply Create(StateMachineCommand.Create create, IActivation activation)
    {
        if (_row is not null)
        {
            if (_row.Status == DeletingStatus)
                return StateMachineReply.BeingDeleted;
            var isSame = _row.Type == create.Type
                && _current!.Definition == create.Definition
                && _current.Configuration == create.Configuration;
            return isSame ? new StateMachineReply.Created(Time(_row.CreatedAtMs)) : StateMachineReply.NameTaken;
        }
        if (!tags.HasRoomFor(create.Tags))
            return StateMachineReply.TagLimit;
        var now = activation.Now.ToUnixTimeMilliseconds();
        var id = activation.NewId().Value;
        _current = new RevisionRow(activation.NewId().Value, id, "", create.Definition, create.RoleArn, create.Configuration, now);
        _row = new StateMachineRow(id, activation.Self.Key!, create.Scope, create.Name, create.Type, Active, now, _current.Id);
        activation.Insert(Tables.StateMachines, _row);
        activation.Insert(Tables.Revisions, _current);
        tags.Add(_row.Arn, create.Tags, activation);
        Changed(activation);
        return new StateMachineReply.Created(Time(now));
    }

    private StateMachineReply Update(StateMachineCommand.Update update, IActivation activation)
    {
        if (_row is null)
            return StateMachineReply.Unknown;
        if (_row.Status == DeletingStatus)
            return StateMachineReply.BeingDeleted;
        var settings = Configurations.Parse(_current!.Configuration);
        var now = activation.Now.ToUnixTimeMilliseconds();
        _current = new RevisionRow(
            activation.NewId().Value,
            _row.Id,
            Uuids.New(activation.Random).ToString(),
            update.Definition ?? _current.Definition,
            update.RoleArn ?? _current.RoleArn,
            Configurations
                .Of(update.Logging ?? settings.Logging, update.Tracing ?? settings.Tracing, update.Encryption ?? settings.Encryption)
                .ToText(),
            now);
        _row = _row with { CurrentRevisionId = _current.Id };
        activation.Insert(Tables.Revisions, _current);
        activation.Upsert(Tables.StateMachines, _row);
        Changed(activation);
        return new StateMachineReply.Updated(Time(now), _current.RevisionId);
    }

    /// <summary>Deletes at once when nothing runs; else the machine is DELETING until the last execution has ended.</summary>
    private void Delete(IActivation activation)
    {
        if (_row is null || _row.Status == DeletingStatus)
            return;
        _row = _row with { Status = DeletingStatus };
        activation.Upsert(Tables.StateMachines, _row);
        RemoveOrWait(activation);
        Changed(activation);
    }

    private void RemoveOrWait(IActivation activation)
    {
        if (activation.Reader.HasRunningExecution(_row!.Id))
        {
            activation.WakeAt(activation.Now + DeletionCheckInterval);
            return;
        }
        activation.Delete(Tables.StateMachines, _row);
        tags.Clear(_row.Arn, activation);
        (_row, _current) = (null, null);
        activation.WakeAt(null);
        Changed(activation);
    }

    private StateMachineReply Tag(IReadOnlyList<Api.Tag> added, IActivation activation)
    {
        if (_row is null)
            return StateMachineReply.Unknown;
        if (!tags.HasRoomFor(added))
            return StateMachineReply.TagLimit;
        tags.Add(_row.Arn, added, activation);
        return StateMachineReply.Done;
    }

    private StateMachineReply Untag(IReadOnlyList<string> keys, IActivation activation)
    {
        if (_row is null)
            return StateMachineReply.Unknown;
        tags.Remove(_row.Arn, keys, activation);
        return StateMachineReply.Done;
    }

    private void Changed(IActivation activation)
    {
        var arn = activation.Self.Key!;
        activation.AfterCommit(() => directory.Forget(arn));
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
