using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tags;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>A state machine: its row, revisions, versions, aliases and tags. Executions are entities of their own.</summary>
/// <param name="current">The current revision; null exactly when <paramref name="row"/> is.</param>
internal sealed partial class StateMachineEntity(
    StateMachineDirectory directory,
    QuotaProfile quotas,
    AccountScopes scopes,
    StateMachineRow? row,
    RevisionRow? current,
    VersionSet versions,
    AliasSet aliases,
    TagSet tags) : IEntity
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
            case StateMachineCommand.PublishVersion publish:
                activation.Reply(Publish(publish, activation));
                break;
            case StateMachineCommand.DeleteVersion(var version):
                activation.Reply(DeleteVersion(version, activation));
                break;
            case StateMachineCommand.CreateAlias alias:
                activation.Reply(CreateAlias(alias, activation));
                break;
            case StateMachineCommand.UpdateAlias alias:
                activation.Reply(UpdateAlias(alias, activation));
                break;
            case StateMachineCommand.DeleteAlias(var name):
                activation.Reply(DeleteAlias(name, activation));
                break;
            default:
                throw new InvalidOperationException($"A state machine does not know {command.GetType().Name}.");
        }
    }

    /// <remarks>
    /// CreateStateMachine is idempotent by name, definition, type, configurations, publish and versionDescription; role and tags are not
    /// compared.
    /// </remarks>
    private StateMachineReply Create(StateMachineCommand.Create create, IActivation activation)
    {
        if (_row is not null)
        {
            if (_row.Status == DeletingStatus)
                return StateMachineReply.BeingDeleted;
            var isSame = _row.Type == create.Type
                && _current!.Definition == create.Definition
                && _current.Configuration == create.Configuration
                && _row.InitialVersion == InitialVersion(create.Publish);
            return isSame
                ? new StateMachineReply.Created(Time(_row.CreatedAtMs), create.Publish is null ? null : FirstVersion)
                : StateMachineReply.NameTaken;
        }
        if (!tags.HasRoomFor(create.Tags))
            return StateMachineReply.TagLimit;
        var counted = scopes.Of(activation.Self.Key!).StateMachines;
        if (activation.CountOf(counted) >= quotas.Limit(QuotaNames.StateMachines))
            return StateMachineReply.MachineLimit;
        var now = activation.Now.ToUnixTimeMilliseconds();
        var id = activation.NewId().Value;
        _current = new RevisionRow(activation.NewId().Value, id, "", create.Definition, create.RoleArn, create.Configuration, now);
        _row = new StateMachineRow(
            id,
            activation.Self.Key!,
            create.Scope,
            create.Name,
            create.Type,
            Active,
            now,
            _current.Id,
            LastVersion: 0,
            InitialVersion(create.Publish));
        activation.Insert(Tables.StateMachines, _row);
        activation.Count(counted, 1);
        activation.Insert(Tables.Revisions, _current);
        var version = create.Publish is { } publication ? Publish(publication, activation).Number : (long?)null;
        tags.Add(_row.Arn, create.Tags, activation);
        Changed(activation);
        return new StateMachineReply.Created(Time(now), version);
    }

    private StateMachineReply Update(StateMachineCommand.Update update, IActivation activation)
    {
        if (_row is null)
            return StateMachineReply.Unknown;
        if (_row.Status == DeletingStatus)
            return StateMachineReply.BeingDeleted;
        var next = Changed(_current!, update);
        var isChanged = next != _current;
        if (update.Publish is not null && (isChanged || versions.Of(_current!) is null) && versions.IsFull)
            return StateMachineReply.VersionLimit;
        var now = activation.Now.ToUnixTimeMilliseconds();
        if (isChanged)
            Revise(next with { Id = activation.NewId().Value, RevisionId = Uuids.New(activation.Random).ToString(), CreatedAtMs = now }, activation);
        var version = update.Publish is { } publication ? Publish(publication, activation).Number : (long?)null;
        Changed(activation);
        return new StateMachineReply.Updated(Time(now), _current!.RevisionId, version);
    }

    /// <summary>The revision with an update in it; equal when the update changes nothing.</summary>
    private static RevisionRow Changed(RevisionRow current, StateMachineCommand.Update update)
    {
        var settings = Configurations.Parse(current.Configuration);
        return current with
        {
            Definition = update.Definition ?? current.Definition,
            RoleArn = update.RoleArn ?? current.RoleArn,
            Configuration = Configurations
                .Of(update.Logging ?? settings.Logging, update.Tracing ?? settings.Tracing, update.Encryption ?? settings.Encryption)
                .ToText(),
        };
    }

    private void Revise(RevisionRow revision, IActivation activation)
    {
        _current = revision;
        _row = _row! with { CurrentRevisionId = revision.Id };
        activation.Insert(Tables.Revisions, revision);
        activation.Upsert(Tables.StateMachines, _row);
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
        activation.Count(scopes.Of(_row.Arn).StateMachines, -1);
        versions.Clear(activation);
        aliases.Clear(activation);
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
