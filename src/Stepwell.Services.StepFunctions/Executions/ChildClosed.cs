using Stepwell.Integrations;
using Stepwell.Integrations.Executions;
using Stepwell.States.Definition;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>The message by which an execution tells the task that waits for it how it ended.</summary>
internal sealed record ChildClosed(int FrameId, long TaskId, ExecutionDescription Child)
{
    public Command ToCommand(Pending.Task task)
    {
        var pattern = task.Scheduled.Resource.EndsWith(".sync:2", StringComparison.Ordinal) ? IntegrationPattern.Sync2 : IntegrationPattern.Sync;
        return ChildExecution.Outcome(Child, pattern) switch
        {
            TaskOutcome.Succeeded(var output) => new Command.SucceedTask(FrameId, output),
            TaskOutcome.Failed(var error, var cause) => new Command.FailTask(FrameId, TaskFailureKind.Failed, error, cause),
            var outcome => throw new InvalidOperationException($"A child cannot end as {outcome.GetType().Name}."),
        };
    }
}
