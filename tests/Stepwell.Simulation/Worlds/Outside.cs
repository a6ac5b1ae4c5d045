using Stepwell.Integrations;
using Stepwell.Simulation.Clients;
using Stepwell.States.Definition;

namespace Stepwell.Simulation.Worlds;

/// <summary>
/// A service beyond the server, which tasks call as <c>aws-sdk:ses</c>. It answers when the world lets it, and by token where it is asked to.
/// One per life of the server: connections do not survive it.
/// </summary>
internal sealed class Outside(World world) : ITaskIntegration
{
    private readonly List<Invocation> _open = [];

    public int OpenCount => _open.Count;

    public bool Handles(TaskResource resource) => resource is TaskResource.Integration { ResourceType: "aws-sdk:ses" };

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var invocation = new Invocation(request);
        _open.Add(invocation);
        world.Note($"called {request.IdempotencyKey}");
        await using var registration = aborted.UnsafeRegister(_ => invocation.Answer.TrySetCanceled(aborted), null);
        try
        {
            return await invocation.Answer.Task.ConfigureAwait(false);
        }
        finally
        {
            _open.Remove(invocation);
        }
    }

    /// <summary>Goes on with one of the calls, if one is open.</summary>
    public void Step(Random random)
    {
        if (_open.Count == 0)
            return;
        var invocation = _open[random.Next(_open.Count)];
        var parameters = invocation.Request.Parameters;
        if (invocation.Request.Action.Pattern is IntegrationPattern.WaitForTaskToken)
        {
            // The token may be used before the call that carried it has been answered.
            if (invocation.IsTokenGiven && random.Next(3) > 0)
                invocation.Answer.TrySetResult(new TaskOutcome.Submitted(Json.JsonValue.EmptyObject));
            else
                world.Workers.Hold(new HeldTask(parameters["token"].GetString(), parameters));
            invocation.IsTokenGiven = true;
        }
        else if (Answers.To(parameters) is { } outcome)
        {
            invocation.Answer.TrySetResult(outcome);
        }
    }

    private sealed record Invocation(TaskRequest Request)
    {
        public TaskCompletionSource<TaskOutcome> Answer { get; } = new();

        public bool IsTokenGiven { get; set; }
    }
}
