using System.Runtime.CompilerServices;

namespace Stepwell.Services.StepFunctions.Tests.Support;

internal static class SoonExtensions
{
    /// <summary>The task must complete while the test is patient.</summary>
    public static async Task<T> Soon<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await ((Task)task).Soon(what);
        return await task;
    }

    /// <inheritdoc cref="Soon{T}"/>
    public static async Task Soon(this Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        try
        {
            await task.WaitAsync(Server.Patience);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited in vain: {what}.");
        }
    }
}
