using Stepwell.Integrations;
using Stepwell.Integrations.Http;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.States.Testing;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>Runs a test to its end: tasks are carried out and times waited for, in this process and without a trace in the store.</summary>
internal sealed class TestRunner(TaskCarrier carrier, TimeProvider time, Func<Guid> newGuid, Random random)
{
    /// <param name="exchange">Where an HTTP task notes what it sends and gets; null: nobody looks on.</param>
    /// <exception cref="OperationCanceledException">The server ends.</exception>
    public async Task<StateTest> Run(
        StateTestSetup setup, Inspection inspection, HttpExchange? exchange, string? traceHeader, CancellationToken stopping)
    {
        var test = StateTest.Begin(setup, inspection, Environment());
        while (test.Status is null)
        {
            var command = await Next(test, setup.State.Name, exchange, traceHeader, stopping).ConfigureAwait(false);
            test = test.Continue(command, Environment());
        }
        return test;
    }

    /// <summary>What comes of the task that the state waits for, or the time that has come.</summary>
    private async Task<Command> Next(
        StateTest test, string stateName, HttpExchange? exchange, string? traceHeader, CancellationToken stopping)
    {
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var wait = test.Execution.NextDue()!.Value - time.GetUtcNow();
        var clock = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, abort.Token);
        if (test.Pending is not Pending.Task pending)
        {
            await clock.ConfigureAwait(false);
            return new Command.Wake();
        }
        var identity = test.Execution.Identity!;
        var reference = new TaskReference(identity.ExecutionArn, Execution.RootFrameId, pending.TaskId);
        var task = carrier.Deliver(pending.Scheduled, stateName, identity, reference, traceHeader, abort.Token, exchange).AsTask();
        var first = await Task.WhenAny(task, clock).ConfigureAwait(false);
        await abort.CancelAsync().ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
        if (first == task)
            return Answer(await task.ConfigureAwait(false));
        // It took too long, and what it says now has no meaning any more.
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new Command.Wake();
    }

    private static Command Answer(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Succeeded(var output) => new Command.SucceedTask(Execution.RootFrameId, output),
        TaskOutcome.Failed(var error, var cause) => new Command.FailTask(Execution.RootFrameId, TaskFailureKind.Failed, error, cause),
        _ => throw new InvalidOperationException($"A task that a test carries out does not end with {outcome.GetType().Name}."),
    };

    /// <summary>Activities and tokens occur in tests with a mock only: nobody asks for them.</summary>
    private States.Engine.Environment Environment() => new(
        time.GetUtcNow(), random, newGuid, (_, _) => newGuid().ToString("N"), _ => true);
}
