using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>Hands scheduled tasks to those who do them. Called on partition loops when the schedule is durable: returns at once, never throws.</summary>
internal interface ITaskDispatcher
{
    /// <param name="description">Of a task that the server carries out, what is to be done; null: the execution is to be asked.</param>
    void Dispatch(TaskRow task, ExecutionReply.TaskDescribed? description);

    /// <summary>Nobody waits for the task's result any longer.</summary>
    void Abandon(TaskRow task);

    /// <summary>What is known of waiting activity tasks may be out of date: it is to be read from the store again.</summary>
    void ForgetActivityTasks();
}
