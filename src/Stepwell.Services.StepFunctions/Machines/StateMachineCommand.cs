using Stepwell.Services.StepFunctions.Api;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>What is asked of a state machine.</summary>
internal abstract record StateMachineCommand
{
    /// <param name="Configuration">From <see cref="Configurations"/>.</param>
    /// <param name="Publish">Null publishes no version.</param>
    public sealed record Create(
        string Scope,
        string Name,
        string Type,
        string Definition,
        string RoleArn,
        string Configuration,
        IReadOnlyList<Api.Tag> Tags,
        Publication? Publish) : StateMachineCommand;

    /// <summary>Null leaves a part as it is, and publishes no version.</summary>
    public sealed record Update(
        string? Definition,
        string? RoleArn,
        LoggingConfiguration? Logging,
        TracingConfiguration? Tracing,
        EncryptionConfiguration? Encryption,
        Publication? Publish) : StateMachineCommand;

    public sealed record Delete : StateMachineCommand;

    public sealed record Tag(IReadOnlyList<Api.Tag> Tags) : StateMachineCommand;

    public sealed record Untag(IReadOnlyList<string> Keys) : StateMachineCommand;

    /// <param name="RevisionId">The revision that must be the current one; null for whichever is.</param>
    public sealed record PublishVersion(string? RevisionId, Publication As) : StateMachineCommand;

    public sealed record DeleteVersion(long Version) : StateMachineCommand;

    public sealed record CreateAlias(string Name, string? Description, AliasRoutes Routes) : StateMachineCommand;

    /// <summary>Null leaves a part as it is.</summary>
    public sealed record UpdateAlias(string Name, string? Description, AliasRoutes? Routes) : StateMachineCommand;

    public sealed record DeleteAlias(string Name) : StateMachineCommand;
}

/// <summary>What a version is published with.</summary>
internal sealed record Publication(string? Description);

internal abstract record StateMachineReply
{
    public static readonly StateMachineReply Done = new Accepted();
    public static readonly StateMachineReply Unknown = new NoSuchStateMachine();
    public static readonly StateMachineReply NameTaken = new AlreadyExists();
    public static readonly StateMachineReply BeingDeleted = new Deleting();
    public static readonly StateMachineReply TagLimit = new TooManyTags();
    public static readonly StateMachineReply VersionLimit = new TooManyVersions();
    public static readonly StateMachineReply AliasLimit = new TooManyAliases();
    public static readonly StateMachineReply MachineLimit = new TooManyStateMachines();
    public static readonly StateMachineReply AliasTaken = new AliasAlreadyExists();
    public static readonly StateMachineReply UnknownAlias = new NoSuchAlias();

    public sealed record Accepted : StateMachineReply;

    /// <param name="Version">The version that was published; null when none was asked for.</param>
    public sealed record Created(DateTimeOffset CreationDate, long? Version) : StateMachineReply;

    /// <inheritdoc cref="Created"/>
    /// <param name="RevisionId">Empty for the first revision.</param>
    public sealed record Updated(DateTimeOffset UpdateDate, string RevisionId, long? Version) : StateMachineReply;

    public sealed record Published(long Version, DateTimeOffset CreationDate) : StateMachineReply;

    public sealed record AliasSaved(DateTimeOffset CreationDate, DateTimeOffset UpdateDate) : StateMachineReply;

    public sealed record NoSuchStateMachine : StateMachineReply;

    public sealed record AlreadyExists : StateMachineReply;

    public sealed record Deleting : StateMachineReply;

    public sealed record TooManyTags : StateMachineReply;

    /// <param name="Current">The current revision's id; empty for the first.</param>
    public sealed record OtherRevision(string Current) : StateMachineReply;

    /// <param name="Aliases">Those that route to the version.</param>
    public sealed record VersionInUse(IReadOnlyList<string> Aliases) : StateMachineReply;

    public sealed record NoSuchVersion(long Version) : StateMachineReply;

    public sealed record NoSuchAlias : StateMachineReply;

    /// <summary>There is an alias of that name that is another.</summary>
    public sealed record AliasAlreadyExists : StateMachineReply;

    public sealed record TooManyVersions : StateMachineReply;

    public sealed record TooManyStateMachines : StateMachineReply;

    public sealed record TooManyAliases : StateMachineReply;
}
