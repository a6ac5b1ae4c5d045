namespace Stepwell.Functions.Programs;

/// <summary>Handlers in this process. Nothing can end one that does not heed its cancellation; its caller hears in time all the same.</summary>
internal sealed class HandlerFunctions(IFunctionLogs logs, TimeProvider time, Func<Guid> newId)
{
    public async ValueTask<InvocationOutcome> Invoke(
        FunctionSpec spec, FunctionCode.InProcess code, Invocation invocation, CancellationToken aborted)
    {
        aborted.ThrowIfCancellationRequested();
        var run = new DirectRun(spec, invocation, logs, time, newId);
        using var timedOut = new CancellationTokenSource(TimeSpan.FromSeconds(spec.TimeoutSeconds), time);
        try
        {
            var payload = await Handle(code.Handler, run.Call, timedOut.Token).WaitAsync(timedOut.Token)
                .WaitAsync(aborted).ConfigureAwait(false);
            if (payload.Length > RuntimeApi.RuntimeRequests.MostPayloadBytes)
                return run.End(default, Fault.ResponseTooLarge(RuntimeApi.RuntimeRequests.MostPayloadBytes));
            if (invocation.Stream is not { } stream) return run.End(payload, null);
            await stream.Start(null, aborted).ConfigureAwait(false);
            await stream.Write(payload, aborted).ConfigureAwait(false);
            return run.End(default, null);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (timedOut.IsCancellationRequested)
        {
            return run.End(default, Fault.TimedOut(spec.TimeoutSeconds));
        }
        catch (Exception thrown)
        {
            // Whatever it is, it is the function's error.
            return run.End(default, Fault.Thrown(thrown));
        }
    }

    /// <summary>On a thread of the pool: one that never waits must not keep its caller from hearing in time.</summary>
    private static Task<ReadOnlyMemory<byte>> Handle(IFunctionHandler handler, HandlerCall call, CancellationToken timedOut) =>
        Task.Run(async () => await handler.Handle(call, timedOut).ConfigureAwait(false), CancellationToken.None);
}
