namespace Stepwell.Services.Logs.Groups;

/// <summary>What is asked of a log group.</summary>
internal abstract record LogGroupCommand
{
    public sealed record Create(
        string Scope, string Name, string Class, string? KmsKeyId, bool IsProtected, IReadOnlyDictionary<string, string> Tags) : LogGroupCommand;

    public sealed record Delete : LogGroupCommand;

    /// <param name="Days">Null keeps events for ever.</param>
    public sealed record SetRetention(int? Days) : LogGroupCommand;

    public sealed record Tag(IReadOnlyDictionary<string, string> Tags) : LogGroupCommand;

    public sealed record Untag(IReadOnlyList<string> Keys) : LogGroupCommand;
}

/// <summary>How a log group answers.</summary>
internal enum LogGroupOutcome
{
    Done,
    NoSuchGroup,
    AlreadyExists,
    TooManyTags,
    Protected,
}

internal sealed record LogGroupReply(LogGroupOutcome Outcome);
