using Stepwell.Services.StepFunctions.Api;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>What is asked of a state machine.</summary>
internal abstract record StateMachineCommand
{
    /// <param name="Configuration">From <see cref="Configurations"/>.</param>
    public sealed record Create(
        string Scope, string Name, string Type, string Definition, string RoleArn, string Configuration, IReadOnlyList<Api.Tag> Tags) : StateMachineCommand;

    /// <summary>Null leaves a part as it is.</summary>
    public sealed record Update(
        string? Definition,
        string? RoleArn,
        LoggingConfiguration? Logging,
        TracingConfiguration? Tracing,
        EncryptionConfiguration? Encryption) : StateMachineCommand;

    public sealed record Delete : StateMachineCommand;

    public sealed record Tag(IReadOnlyList<Api.Tag> Tags) : StateMachineCommand;

    public sealed record Untag(IReadOnlyList<string> Keys) : StateMachineCommand;
}

internal abstract record StateMachineReply
{
    public static readonly StateMachineReply Done = new Accepted();
    public static readonly StateMachineReply Unknown = new NoSuchStateMachine();
    public static readonly StateMachineReply NameTaken = new AlreadyExists();
    public static readonly StateMachineReply BeingDeleted = new Deleting();
    public static readonly StateMachineReply TagLimit = new TooManyTags();

    public sealed record Accepted : StateMachineReply;

    public sealed record Created(DateTimeOffset CreationDate) : StateMachineReply;

    public sealed record Updated(DateTimeOffset UpdateDate, string RevisionId) : StateMachineReply;

    public sealed record NoSuchStateMachine : StateMachineReply;

    public sealed record AlreadyExists : StateMachineReply;

    public sealed record Deleting : StateMachineReply;

    public sealed record TooManyTags : StateMachineReply;
}
