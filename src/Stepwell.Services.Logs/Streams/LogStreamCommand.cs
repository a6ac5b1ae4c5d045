namespace Stepwell.Services.Logs.Streams;

/// <summary>What is asked of a log stream.</summary>
internal abstract record LogStreamCommand
{
    public sealed record Create : LogStreamCommand;

    public sealed record Put(IReadOnlyList<LogLine> Lines) : LogStreamCommand;

    public sealed record Delete : LogStreamCommand;
}

/// <summary>The message by which another service's entity adds events. The stream is made if need be.</summary>
internal sealed record LogDelivery(IReadOnlyList<LogLine> Lines);

/// <summary>How a log stream answers.</summary>
internal enum LogStreamOutcome
{
    Done,
    NoSuchGroup,
    NoSuchStream,
    AlreadyExists,
}

/// <param name="NextSequence">What the stream's next event will be counted as.</param>
internal sealed record LogStreamReply(LogStreamOutcome Outcome, long NextSequence = 0);
