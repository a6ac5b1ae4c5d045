using System.Runtime.ExceptionServices;

namespace Stepwell.Expressions.Jsonata;

/// <summary>Goes on with deep recursion where the stack of the current thread is about to end.</summary>
internal static class DeepStack
{
    private const int StackBytes = 64 << 20;

    /// <summary>The result of a function that runs on a thread with plenty of stack, while this one waits.</summary>
    public static T Run<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Body, StackBytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;

        void Body()
        {
            try
            {
                result = function();
            }
            catch (Exception e)
            {
                // Thrown again, as it is, by the thread that waits.
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
