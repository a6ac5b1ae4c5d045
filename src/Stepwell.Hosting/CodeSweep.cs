using Stepwell.Services.Lambda.Operations;

namespace Stepwell.Hosting;

/// <summary>Has code removed that no function needs any more: soon after the start, and each hour. Started by the constructor.</summary>
internal sealed class CodeSweep : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly ITimer _timer;
    private int _isSweeping;

    /// <param name="faulted">Gets what should not have happened; the next hour it is tried again.</param>
    public CodeSweep(LambdaService lambda, TimeProvider time, Action<Exception> faulted) =>
        _timer = time.CreateTimer(_ => Sweep(lambda, faulted), state: null, First, Interval);

    public void Dispose() => _timer.Dispose();

    private void Sweep(LambdaService lambda, Action<Exception> faulted)
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) != 0)
            return;
        try
        {
            lambda.SweepCode();
        }
        catch (Exception fault)
        {
            faulted(fault);
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }
}
