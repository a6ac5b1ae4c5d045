using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Metrics;

namespace Stepwell.Services.Lambda.Invocations;

/// <summary>
/// Runs invocations whose target is known: admits them, counts them and hands them to the host. The way of one that finds an environment touches
/// neither store nor partition. Thread-safe.
/// </summary>
internal sealed class Invoker(IFunctionHost host, Admission admission, LambdaMetrics metrics) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Gives up what still runs; callers get an <see cref="OperationCanceledException"/>.</summary>
    public void Stop() => _stopping.Cancel();

    /// <exception cref="ResourceConflictException">The function cannot be invoked now.</exception>
    /// <exception cref="RecursiveInvocationException">It has run too often in the chain that the invocation belongs to.</exception>
    /// <exception cref="TooManyRequestsException">As many run as may.</exception>
    /// <exception cref="OperationCanceledException">The server stops.</exception>
    public ValueTask<InvocationOutcome> Run(FunctionTarget target, Invocation invocation) => RunAdmitted(target, Admit(target, invocation));

    /// <summary>As the first half of <see cref="Run"/>: <see cref="RunAdmitted"/> must follow.</summary>
    /// <exception cref="ResourceConflictException">The function cannot be invoked now.</exception>
    /// <exception cref="RecursiveInvocationException">It has run too often in the chain that the invocation belongs to.</exception>
    /// <exception cref="TooManyRequestsException">As many run as may.</exception>
    public Admitted Admit(FunctionTarget target, Invocation invocation)
    {
        CheckRunnable(target);
        if (!target.AllowsLoops && Lineage.IsSpent(invocation.TraceHeader, target.LineageHash))
        {
            metrics.LoopStopped(target);
            throw new RecursiveInvocationException(
                "Lambda has detected your function being invoked in a recursive loop with other AWS resources and stopped your function's invocation.");
        }
        var (share, reason) = admission.TryEnter(target);
        if (reason is null)
            return new Admitted(invocation with { TraceHeader = Lineage.Continue(invocation.TraceHeader, target.LineageHash) }, share);
        metrics.Throttled(target);
        throw new TooManyRequestsException("Rate Exceeded.") { Reason = reason, RetryAfterSeconds = "1" };
    }

    /// <exception cref="ServiceException">This machine cannot run it now.</exception>
    /// <exception cref="OperationCanceledException">The server stops.</exception>
    public async ValueTask<InvocationOutcome> RunAdmitted(FunctionTarget target, Admitted admitted)
    {
        try
        {
            var outcome = await host.Invoke(target.Spec, admitted.Invocation, _stopping.Token).ConfigureAwait(false);
            metrics.Ended(target, outcome);
            return outcome;
        }
        catch (IOException fault)
        {
            throw new ServiceException($"The function could not be run: {fault.Message}");
        }
        finally
        {
            admission.Leave(target, admitted.Share);
        }
    }

    /// <exception cref="ResourceConflictException">It cannot be invoked now.</exception>
    public static void CheckActive(FunctionTarget target)
    {
        if (!target.IsActive)
        {
            throw new ResourceConflictException(
                "The operation cannot be performed at this time. The function is currently in the following state: Pending");
        }
    }

    /// <summary>Events are queued also where the handler is missing, and wait for it.</summary>
    public static void CheckRunnable(FunctionTarget target)
    {
        CheckActive(target);
        if (target.MissingHandler is { } name)
            throw new ResourceConflictException($"The program that runs this server has not registered the handler {name}.");
    }

    public void Dispose() => _stopping.Dispose();
}
