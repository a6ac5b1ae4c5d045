using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>Which tasks have a row in <see cref="Tables.Tasks"/>, and under which key.</summary>
internal static class TaskRows
{
    /// <summary>Tasks that no outside worker polls for.</summary>
    public const string OwnQueue = "";

    public static TaskRow Of(ExecutionRow execution, Frame frame, Pending.Task task) => new(
        QueueOf(task), task.ScheduledAt.ToUnixTimeMilliseconds(), execution.Id, task.TaskId, execution.Arn, frame.Id);

    public static ReadOnlySpan<ColumnValue> KeyOf(ExecutionRow execution, Pending.Task task) => new ColumnValue[]
    {
        QueueOf(task), task.ScheduledAt.ToUnixTimeMilliseconds(), execution.Id, task.TaskId,
    };

    /// <summary>Whether the row is still there: a taken activity task has lost it, and a submitted task is not delivered again.</summary>
    public static bool Remains(Pending.Task task) => task.Scheduled.Family == TaskFamily.Activity
        ? task.Phase == TaskPhase.Scheduled
        : task.Phase != TaskPhase.Submitted;

    private static string QueueOf(Pending.Task task) =>
        task.Scheduled.Family == TaskFamily.Activity ? task.Scheduled.ResourceArn : OwnQueue;
}
