using Stepwell.States.Definition;

namespace Stepwell.Integrations;

/// <summary>What one kind of task resource means towards the outside. Safe to call from any thread.</summary>
public interface ITaskIntegration
{
    bool Handles(TaskResource resource);

    /// <summary>
    /// Does what the task asks for. Every expected outcome, refusals and unreachable peers included, is a value.
    /// Throws <see cref="OperationCanceledException"/> only when <paramref name="aborted"/> is cancelled, which happens when nobody
    /// waits for the outcome any more: the task timed out, its execution was stopped, or the server shuts down.
    /// </summary>
    ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted);
}
