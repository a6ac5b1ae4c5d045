namespace Stepwell.Services.StepFunctions.Activities;

/// <summary>What is asked of an activity.</summary>
internal abstract record ActivityCommand
{
    public sealed record Create(string Scope, string Name, IReadOnlyList<Api.Tag> Tags) : ActivityCommand;

    public sealed record Delete : ActivityCommand;

    public sealed record Tag(IReadOnlyList<Api.Tag> Tags) : ActivityCommand;

    public sealed record Untag(IReadOnlyList<string> Keys) : ActivityCommand;
}

internal enum ActivityOutcome
{
    Done,
    NoSuchActivity,
    TooManyTags,
    TooManyActivities,
}

internal sealed record ActivityReply(ActivityOutcome Outcome, DateTimeOffset CreationDate = default);
