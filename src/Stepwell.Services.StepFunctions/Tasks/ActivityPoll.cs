using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>What became of a worker that asked for a task.</summary>
internal abstract record ActivityPoll
{
    public static readonly ActivityPoll Over = new Ended();
    public static readonly ActivityPoll Full = new TooManyWorkers();

    public sealed record Taken(TaskRow Task) : ActivityPoll;

    /// <summary>There was no task while it waited.</summary>
    public sealed record Ended : ActivityPoll;

    /// <summary>As many workers as may wait do so already.</summary>
    public sealed record TooManyWorkers : ActivityPoll;
}
