using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>Versions and aliases.</summary>
internal sealed partial class StateMachineEntity
{
    /// <summary>How the API names a revision that has no id because there was no update before it.</summary>
    /// <remarks>PublishStateMachineVersion API reference, revisionId.</remarks>
    public const string InitialRevision = "INITIAL";

    private const long FirstVersion = 1;

    private static string? InitialVersion(Publication? publication) => publication is null ? null : publication.Description ?? "";

    private StateMachineReply Publish(StateMachineCommand.PublishVersion publish, IActivation activation)
    {
        if (Unavailable() is { } refusal)
            return refusal;
        var current = _current!.RevisionId.Length > 0 ? _current.RevisionId : InitialRevision;
        if (publish.RevisionId is { } expected && expected != current)
            return new StateMachineReply.OtherRevision(current);
        if (versions.Of(_current) is null && versions.IsFull)
            return StateMachineReply.VersionLimit;
        var version = Publish(publish.As, activation);
        Changed(activation);
        return new StateMachineReply.Published(version.Number, Time(version.CreatedAtMs));
    }

    /// <summary>Publishes the current revision, or gives the version that it has already. A number that was used is not used again.</summary>
    private VersionRow Publish(Publication publication, IActivation activation)
    {
        if (versions.Of(_current!) is { } existing)
            return existing;
        _row = _row! with { LastVersion = _row.LastVersion + 1 };
        activation.Upsert(Tables.StateMachines, _row);
        var version = new VersionRow(
            _row.Id, _row.LastVersion, _current!.Id, publication.Description, activation.Now.ToUnixTimeMilliseconds());
        versions.Add(version, activation);
        return version;
    }

    /// <summary>Deleting what is not there is no error.</summary>
    private StateMachineReply DeleteVersion(long version, IActivation activation)
    {
        if (aliases.NamesOf(version) is { Count: > 0 } names)
            return new StateMachineReply.VersionInUse(names);
        versions.Remove(version, activation);
        Changed(activation);
        return StateMachineReply.Done;
    }

    /// <remarks>CreateStateMachineAlias is idempotent by name, description and routing configuration.</remarks>
    private StateMachineReply CreateAlias(StateMachineCommand.CreateAlias create, IActivation activation)
    {
        if (Unavailable() is { } refusal)
            return refusal;
        if (Missing(create.Routes) is { } missing)
            return new StateMachineReply.NoSuchVersion(missing.Version);
        if (aliases.Find(create.Name) is { } existing)
        {
            return existing.Description == create.Description && AliasRoutes.Of(existing) == create.Routes
                ? Saved(existing)
                : StateMachineReply.AliasTaken;
        }
        if (aliases.IsFull)
            return StateMachineReply.AliasLimit;
        var now = activation.Now.ToUnixTimeMilliseconds();
        return Save(
            create.Routes.Into(new AliasRow(_row!.Id, create.Name, create.Description, 0, 0, null, null, CreatedAtMs: now, UpdatedAtMs: now)),
            activation);
    }

    private StateMachineReply UpdateAlias(StateMachineCommand.UpdateAlias update, IActivation activation)
    {
        if (_row is null || aliases.Find(update.Name) is not { } existing)
            return StateMachineReply.UnknownAlias;
        if (Unavailable() is { } refusal)
            return refusal;
        if (update.Routes is { } routes && Missing(routes) is { } missing)
            return new StateMachineReply.NoSuchVersion(missing.Version);
        var next = (update.Routes ?? AliasRoutes.Of(existing)).Into(existing) with { Description = update.Description ?? existing.Description };
        return next == existing ? Saved(existing) : Save(next with { UpdatedAtMs = activation.Now.ToUnixTimeMilliseconds() }, activation);
    }

    /// <summary>Deleting what is not there is no error.</summary>
    private StateMachineReply DeleteAlias(string name, IActivation activation)
    {
        aliases.Remove(name, activation);
        Changed(activation);
        return StateMachineReply.Done;
    }

    private StateMachineReply.AliasSaved Save(AliasRow alias, IActivation activation)
    {
        aliases.Save(alias, activation);
        Changed(activation);
        return Saved(alias);
    }

    private static StateMachineReply.AliasSaved Saved(AliasRow alias) => new(Time(alias.CreatedAtMs), Time(alias.UpdatedAtMs));

    private VersionRoute? Missing(AliasRoutes routes) => routes.All.FirstOrDefault(route => !versions.Has(route.Version));

    private StateMachineReply? Unavailable() => _row switch
    {
        null => StateMachineReply.Unknown,
        { Status: DeletingStatus } => StateMachineReply.BeingDeleted,
        _ => null,
    };
}
